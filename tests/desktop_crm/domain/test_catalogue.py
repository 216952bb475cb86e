import ast
import string
from pathlib import Path

import pytest

import desktop_crm.domain
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.catalogue import SENTENCES, sentence
from desktop_crm.domain.validation.findings import Finding, Severity, error
from desktop_crm.domain.validation.parsing import TYPE_ERRORS

MAKERS = {"error", "warning", "hint", "_refuse", "_pattern", "_between", "_scalar"}
FROM_THE_STORE = {"dup_hard", "dup_soft", "form_reason"}


def used():
    """Finding codes in the sources of the domain, with the parameters given to them."""
    found = {}
    for path in Path(desktop_crm.domain.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in MAKERS:
                continue
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "_" in argument.value:
                    name = argument.value
                    if name not in CUSTOMER.by_id:
                        found.setdefault(name, set()).update(word.arg for word in node.keywords)
            if node.args and isinstance(node.args[0], ast.Constant) and node.func.id in {"error", "warning", "hint"}:
                found.setdefault(node.args[0].value, set()).update(word.arg for word in node.keywords)
    return found


def test_every_code_has_both_sentences_and_every_sentence_a_code():
    codes = set(used()) | FROM_THE_STORE
    assert codes == set(SENTENCES)
    assert set(SENTENCES) >= TYPE_ERRORS


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentences_are_written_in_their_language(code):
    zh, en = SENTENCES[code]
    assert any("\u4e00" <= character <= "\u9fff" for character in zh)
    assert en.endswith((".", "?", "}"))
    assert zh != en


@pytest.mark.parametrize("code", sorted(set(SENTENCES) - FROM_THE_STORE))
def test_a_sentence_asks_only_for_parameters_that_are_given(code):
    given = used()[code]
    if None in given or code in TYPE_ERRORS or code.endswith("_range"):  # passed on by a helper
        return
    for text in SENTENCES[code]:
        asked = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert asked <= given


def test_parameters_are_filled_in():
    finding = error("dup_soft", "mobile_phone", no="SM-A07-000001")
    assert sentence(finding, "zh") == "可能与客户 SM-A07-000001 重复，请核对。"
    assert sentence(finding, "en_GB") == "This may be the same as customer SM-A07-000001. Please check."


def test_braces_in_a_parameter_and_missing_parameters_do_no_harm():
    assert "{0}{x}" in sentence(error("not_integer", value="{0}{x}"), "zh")
    assert sentence(Finding("not_integer", Severity.ERROR), "en") == "“” is not a whole number."


def test_an_unknown_code_is_shown_as_it_is():
    assert sentence(Finding("of_a_newer_version", Severity.INFO), "zh") == "of_a_newer_version"
