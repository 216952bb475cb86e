"""The command print: every document without a window."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from desktop_crm.bootstrap import open_application
from desktop_crm.cli.main import main
from desktop_crm.domain.documents import DOCUMENTS
from tests.support.profiles import PASSPHRASE, profile
from tests.ui.support_documents import texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("command")
    app = profile(made, passphrase=PASSPHRASE)
    first = app.customers.create({"full_name": "曾国藩", "signed_by": "王五", "mobile_phone": "13812345678",
                                  "id_type": "resident_id", "id_number": "11010519491231002X",
                                  "consent_sensitive_on": "2026-01-01",
                                  "mailing_address": "长沙市东方红街1号"})  # fmt: skip
    app.customers.create({"full_name": "李四", "signed_by": "王五", "mobile_phone": "13812345679"})
    app.rows.add("sales_order", first.id, {"order_no": "S-1", "ordered_on": "2026-03-01", "amount": "10"})
    app.close()
    return made


@pytest.fixture
def run(folder, tmp_path, capsys, monkeypatch, qapp):
    monkeypatch.setenv("DESKTOP_CRM_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "zh")

    def call(*words, code=0):
        path = tmp_path / "out.pdf"
        place = [str(path) if word == "FILE" else word for word in words]
        assert main(["print", *place, "--profile", str(folder), "--json"]) == code
        answer = json.loads(capsys.readouterr().out)
        return answer, texts(path) if path.exists() else []

    return call


def test_a_document_of_some_customers(run):
    answer, pages = run("tracking", "KH-AB12-000001", "KH-AB12-000002", "-o", "FILE", "--copies", "2",
                        "--grade", "secret", "--from", "2026-01-01", "--paper", "A3", "--language", "en")  # fmt: skip
    assert answer["pages"] == len(pages) == 4
    assert (answer["document"], answer["customers"], answer["grade"]) == ("tracking", 2, "secret")
    assert "Customertrackingrecord" in pages[0] and "since2026-01-01" in pages[0] and "Copy1of2" in pages[0]
    assert "Topsecret" in pages[0] and "Copy2of2" in pages[3]


def test_the_paper_is_that_which_is_asked_for(run, tmp_path):
    run("form", "KH-AB12-000001", "-o", "FILE", "--paper", "A5", "--orientation", "landscape", "--scale", "70")
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    width, height = document[0].get_size()
    document.close()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 148)


def test_the_register_of_all_tells_who_is_not_in_it(run, capsys):
    answer, pages = run("register", "--all", "-o", "FILE")
    assert answer["left_out"] == [{"name": "李四", "reason": "not_trading"}]
    assert answer["pages"] == len(pages) == 4 and "客户名册" in pages[0]


def test_sensitive_values_are_masked_until_a_reason_is_given(run):
    _, (page,) = run("form", "KH-AB12-000001", "-o", "FILE")
    assert "11010519491231002X" not in page
    _, (page,) = run("form", "KH-AB12-000001", "-o", "FILE", "--reveal", "本人要求")
    assert "11010519491231002X" in page


def test_the_short_call_prints_the_form(run):
    answer, (page,) = run("kh-ab12-000001", "FILE")
    assert (answer["no"], answer["pages"]) == ("KH-AB12-000001", 1) and "11010519491231002X" in page
    _, (page,) = run("kh-ab12-000001", "FILE", "--masked")
    assert "11010519491231002X" not in page


def test_the_catalogue_and_the_empty_form(run):
    answer, _ = run("--list")
    assert [one["document"] for one in answer] == [one.id for one in DOCUMENTS]
    answer, pages = run("form", "--blank", "-o", "FILE")
    assert answer["customers"] == 0 and len(pages) == 2


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("nonsense", "KH-AB12-000001", "-o", "FILE"), "unknown_document"),
        (("form", "KH-AB12-000009", "-o", "FILE"), "not_found"),
        (("form", "-o", "FILE"), "usage"),
        (("form", "KH-AB12-000001"), "usage"),
        (("form", "KH-AB12-000001", "-o", "FILE", "--copies", "0"), "usage"),
        (("labels", "KH-AB12-000002", "-o", "FILE"), "nothing_to_print"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(run, words, error):
    answer, pages = run(*words, code=2)
    assert answer["error"]["code"] == error and pages == []


def test_a_colleagues_form_in_full_needs_the_right_and_a_purpose(folder, run):
    app = open_application(folder, PASSPHRASE)
    number = app.queries.find("曾国藩", 1)[0].values["customer_no"]
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'u-li'")
    try:
        app.set_facts(user_id="u-me", role="rep")
        answer, pages = run("form", number, "-o", "FILE", "--reveal", "核对", code=1)
        assert answer["error"]["code"] == "may_not_reveal" and not pages
        _answer, pages = run("form", number, "-o", "FILE")
        assert "110***********002X" in "".join(pages)
        app.set_facts(role="manager")
        assert run(number, "FILE", code=1)[0]["error"]["code"] == "purpose_missing"
        _answer, pages = run("form", number, "-o", "FILE", "--reveal", "客户要求")
        assert "11010519491231002X" in "".join(pages)
    finally:
        app.set_facts(user_id=None, role=None)
        app.close()
