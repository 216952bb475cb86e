"""Parameters of the company: read, bounded, written as they were."""

from __future__ import annotations

import pytest

from desktop_crm.domain.company_parameters import DEFAULTS, SPECS, Parameters, check_together
from desktop_crm.domain.parameter_types import ListEntry, find_entry
from desktop_crm.errors import UsageError


def test_every_default_is_written_and_read_as_itself():
    for name, spec in SPECS.items():
        assert spec.parse(spec.text(spec.default)) == spec.default, name
        assert all((spec.zh, spec.en, spec.help_zh, spec.help_en, spec.used_in)), name
    assert Parameters.of(DEFAULTS.texts()) == DEFAULTS


LIST = "军警系统 | Police | 公安，部队\n\n渔业"
ENTRIES = (ListEntry("军警系统", "Police", ("公安", "部队")), ListEntry("渔业"))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("active_days", "120", 120),
        ("abc_a", "75%", 0.75),
        ("lifecycle_up", "1.25", 1.25),
        ("pyramid", "2/8/20", (0.02, 0.08, 0.2)),
        ("size_bands", "1/2/3", (100, 200, 300)),
        ("industries", LIST, ENTRIES),
    ],
)
def test_typed_text_becomes_a_value(name, text, value):
    assert SPECS[name].parse(text) == value


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("active_days", "", "not_number"),
        ("active_days", "nan", "out_of_bounds"),
        ("active_days", "0", "out_of_bounds"),
        ("active_days", "1.5", "not_whole"),
        ("pyramid", "1/4", "how_many"),
        ("pyramid", "50/40/20", "too_much"),
        ("size_bands", "3/2/1", "not_rising"),
        ("industries", "渔业\n渔 业", "twice"),
        ("industries", "| Fishing", "twice"),
        ("industries", "\n".join(f"行业{n}" for n in range(201)), "too_many"),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_its_reason(name, text, reason):
    with pytest.raises(UsageError) as caught:
        SPECS[name].parse(text)
    assert (caught.value.code, caught.value.params["reason"]) == ("parameter_value", reason)


def test_a_stored_text_that_cannot_be_read_falls_back_to_the_default():
    assert Parameters.of({"active_days": "soon", "lapse_days": "200", "of_later_versions": "1"}) == Parameters(
        lapse_days=200
    )


def test_parameters_that_contradict_each_other_are_refused():
    check_together(DEFAULTS)
    with pytest.raises(UsageError, match="not_below"):
        check_together(Parameters(kotler_few=300))


def test_an_entry_is_found_by_every_spelling():
    entries = (ListEntry("军警系统", "Military and police", ("公安",)),)
    assert all(find_entry(entries, text) for text in ("军警系统", " 公 安", "MILITARY AND POLICE"))
    assert find_entry(entries, "税务") is None
