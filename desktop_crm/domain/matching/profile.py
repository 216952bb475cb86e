"""What of a card is compared, brought into normal form once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desktop_crm.domain.fields import FormKind, Values
from desktop_crm.domain.matching.addresses import NOWHERE, Address, address
from desktop_crm.domain.matching.names import NO_COMPANY, NOBODY, CompanyName, PersonName, company, person
from desktop_crm.domain.matching.numbers import Line, line, lines

#: Fields that are compared, beside the phones of contacts and the keyed hash of the document.
COMPARED = (
    "customer_kind", "full_name", "org_name", "id_type", "licence_type", "mailing_address", "mobile_phone",
    "landline_phone", "fax", "email", "birth_date", "sex", "employer",
)  # fmt: skip
_ELSEWHERE = ("landline_phone", "fax")
_SEXES = ("male", "female")


class Profile(NamedTuple):
    """One card for comparison; "" and empty where nothing is known.

    ``mobile``: of its own field. ``lines``: every number of the card, whatever field it stands in.
    """

    organisation: bool = False
    document: str = ""  # keyed hash of kind and number
    document_kind: str = ""
    person: PersonName = NOBODY
    company: CompanyName = NO_COMPANY
    mobile: str = ""
    lines: tuple[Line, ...] = ()
    email: str = ""
    address: Address = NOWHERE
    born: str = ""
    sex: str = ""
    employer: str = ""  # core of the company

    @property
    def named(self) -> bool:
        """Whether there is a name to compare."""
        return bool(self.company.core if self.organisation else self.person.text)


def profile(values: Values, document: str | None = None, contact_phones: Iterable[object] = ()) -> Profile:
    """Make the profile of a card; ``document`` is the keyed hash of its document."""

    def text(name: str) -> str:
        return str(values.get(name) or "")

    mobile = line(text("mobile_phone")) if text("mobile_phone") else None
    card = Profile(
        organisation=text("customer_kind") == FormKind.ORGANISATION,
        document=document or "",
        mobile=mobile.local if mobile and mobile.is_mobile else "",
        lines=lines((text("mobile_phone"), *(text(name) for name in _ELSEWHERE), *contact_phones)),
        email=text("email").strip().casefold(),
        address=address(text("mailing_address")) if text("mailing_address") else NOWHERE,
    )
    if card.organisation:
        name = text("org_name") or text("full_name")
        return card._replace(document_kind=text("licence_type"), company=company(name) if name else NO_COMPANY)
    name = text("full_name") or text("org_name")
    return card._replace(
        document_kind=text("id_type"),
        person=person(name) if name else NOBODY,
        born=text("birth_date"),
        sex=text("sex") if text("sex") in _SEXES else "",
        employer=company(text("employer")).core if text("employer") else "",
    )
