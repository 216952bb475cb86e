"""Public example numbers of the standards, and the day the tests take for today."""

from datetime import date

from desktop_crm.domain.validation.findings import Checked, Finding

TODAY = date(2026, 11, 22)

CITIZEN = "11010519491231002X"
CITIZEN_OLDEST = "440524188001010014"
CITIZEN_CHILD = "320500201506010023"


def codes(checked: Checked | tuple[Finding, ...]) -> set[str]:
    findings = checked.findings if isinstance(checked, Checked) else checked
    return {finding.code for finding in findings}


def severities(checked: Checked) -> str:
    return "".join(finding.severity for finding in checked.findings)
