from desktop_crm.domain.completeness import completeness
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.records import CUSTOMER


def filled(kind):
    return {field.id: "x" for field in CUSTOMER if field.on_form(kind)} | {"customer_kind": kind}


def test_from_nothing_to_a_full_file():
    assert completeness({}, 0) == 0
    for kind in FormKind:
        assert completeness(filled(kind), 1) == 100
        assert completeness(filled(kind), 0) < 100


def test_each_weighted_field_counts_and_fields_of_the_other_form_do_not():
    values = filled(FormKind.INDIVIDUAL)
    assert completeness({**values, "full_name": None}, 1) < completeness({**values, "fax": None}, 1) < 100
    assert completeness({"customer_kind": "individual", "org_name": "x", "licence_no": "y"}, 0) == 0


def test_not_stated_is_not_filled():
    assert completeness({"sex": "not_stated", "credit_standing": "N", "preferences": ()}, 0) == 0
    assert completeness({"full_name": "N"}, 0) > 0
