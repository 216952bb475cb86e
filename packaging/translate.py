"""Translations of the window: collect, compile (``lrelease``), check, stretch.

Texts are found in the syntax tree, not by ``lupdate``: that one overlooks texts inside f-strings and the
plural of ``QCoreApplication.translate``, and a text nobody collects is a gap nobody sees.

python packaging/translate.py            bring en_US.ts up to date with ui/**/*.py and compile it
python packaging/translate.py --check    exit 1 when en_US.ts or en_US.qm is out of date or has gaps
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
TS = FOLDER / "en_US.ts"
QM = FOLDER / "en_US.qm"

#: How much longer a stretched text is; German and Finnish are about that much longer than English.
STRETCH = 0.4
_PLACEHOLDER = re.compile(r"%(?:\d{1,2}|[a-z_]+)|\{\w*\}|&\w")


def tool(name: str) -> str:
    """Path of a Qt tool of PySide, beside this Python or on the path. RuntimeError when it is missing."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is missing: install PySide6-Essentials")
    return found


def sources() -> list[str]:
    """Files that hold texts, relative to the root, in a stable order."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "ui").rglob("*.py"))


class Text(NamedTuple):
    """A text of the sources."""

    context: str
    source: str
    plural: bool


def texts(code: str, file: str) -> Iterator[Text]:
    """Find the literal texts of one module; what is handed on in a variable was marked where it stands.

    ValueError for a text outside a class and without a context.
    """
    yield from _texts_of(ast.parse(code, file), "", file)


def _texts_of(node: ast.AST, owner: str, file: str) -> Iterator[Text]:
    if isinstance(node, ast.ClassDef):
        owner = node.name
    if isinstance(node, ast.Call):
        words = _words(node, owner)
        context, source = (word.value if isinstance(word, ast.Constant) else None for word in words[:2])
        if isinstance(source, str) and not (isinstance(context, str) and context):
            raise ValueError(f"{file}:{node.lineno}: a text without a context")
        if isinstance(context, str) and isinstance(source, str):
            yield Text(context, source, len(words) > 4)
    for child in ast.iter_child_nodes(node):
        yield from _texts_of(child, owner, file)


def _words(call: ast.Call, owner: str) -> list[ast.expr | None]:
    """Return context, source, comment and number of a translating call, as far as given."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name == "tr":
        return [ast.Constant(owner), *call.args, None]
    if name in ("translate", "QT_TRANSLATE_NOOP"):
        return [*call.args, None]
    return [None, None]


def collect(ts: Path) -> None:
    """Bring a ``.ts`` up to date with the sources; translations of texts that are gone go too."""
    found: dict[str, dict[str, bool]] = {}
    for name in sources():
        for text in texts((ROOT / name).read_text("utf-8"), name):
            known = found.setdefault(text.context, {})
            known[text.source] = known.get(text.source, False) or text.plural
    known_forms = _known_forms(ts)
    root = ET.Element("TS", version="2.1", language="en_US", sourcelanguage="zh_CN")
    for context in sorted(found):
        group = ET.SubElement(root, "context")
        ET.SubElement(group, "name").text = context
        for source, plural in found[context].items():
            _add_message(group, source, plural, known_forms.get((context, source), []))
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    ts.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8", newline="\n")


def _known_forms(ts: Path) -> dict[tuple[str, str], list[str]]:
    """Return the translations there are; a plural has two."""
    known = {}
    for context in ET.parse(ts).getroot().iter("context") if ts.exists() else ():
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None:
                forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
                known[context.findtext("name", ""), message.findtext("source", "")] = [form for form in forms if form]
    return known


def _add_message(group: ET.Element, source: str, plural: bool, forms: list[str]) -> None:
    message = ET.SubElement(group, "message", {"numerus": "yes"} if plural else {})
    ET.SubElement(message, "source").text = source
    translation = ET.SubElement(message, "translation", {} if len(forms) == 1 + plural else {"type": "unfinished"})
    if plural:
        for form in (*forms, "", "")[:2]:
            ET.SubElement(translation, "numerusform").text = form
    else:
        translation.text = forms[0] if forms else ""


def compile_ts(ts: Path, qm: Path) -> None:
    """Compile a ``.ts``."""
    subprocess.run([tool("pyside6-lrelease"), "-silent", str(ts), "-qm", str(qm)], cwd=ROOT, check=True)


def gaps(ts: Path) -> list[str]:
    """Source texts that have no finished translation, or lose a placeholder in it."""
    missing = []
    for context in ET.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            source = message.findtext("source", "")
            if not _is_done(message, source):
                missing.append(f"{name}: {source}")
    return missing


def _is_done(message: ET.Element, source: str) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return False
    forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    wanted = {mark for mark in _PLACEHOLDER.findall(source) if not mark.startswith("&")}
    # A singular form may say "one" instead of %n.
    optional = {"%n"} if len(forms) > 1 else set()
    return all(form and wanted - optional <= set(_PLACEHOLDER.findall(form)) for form in forms)


def stretch(ts: Path, target: Path) -> None:
    """Write a ``.ts`` whose texts are the English ones, about 40 % longer and marked with ⟦ ⟧."""
    tree = ET.parse(ts)
    for message in tree.getroot().iter("message"):
        translation = message.find("translation")
        if translation is None:
            continue
        translation.attrib.pop("type", None)
        source = message.findtext("source", "")
        for form in list(translation.iter("numerusform")) or [translation]:
            form.text = stretched(form.text or source)
    tree.write(target, encoding="utf-8", xml_declaration=True)


def stretched(text: str) -> str:
    """Return a text about 40 % longer, placeholders untouched."""
    extra = max(1, round(len(text) * STRETCH) - 2)
    return f"⟦{text}{'~' * extra}⟧"


def build_stretched(folder: Path, code: str = "en_XA") -> Path:
    """Compile the stretched language into ``folder``; return the ``.qm`` for ``languages.install``."""
    ts, qm = folder / f"{code}.ts", folder / f"{code}.qm"
    stretch(TS, ts)
    compile_ts(ts, qm)
    return qm


def check() -> list[str]:
    """Return what is wrong with the translations; empty when all is well."""
    with tempfile.TemporaryDirectory() as name:
        fresh_ts, fresh_qm = Path(name) / TS.name, Path(name) / QM.name
        shutil.copy(TS, fresh_ts)
        collect(fresh_ts)
        compile_ts(fresh_ts, fresh_qm)
        problems = [f"no translation: {gap}" for gap in gaps(fresh_ts)]
        if fresh_ts.read_bytes() != TS.read_bytes():
            problems.append(f"{TS.name} is out of date: run python packaging/translate.py")
        if not QM.exists() or fresh_qm.read_bytes() != QM.read_bytes():
            problems.append(f"{QM.name} is out of date: run python packaging/translate.py")
    return problems


def main() -> int:
    """Update, or check only."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is missing")
    if parser.parse_args().check:
        problems = check()
        print("\n".join(problems) or "translations are complete")
        return 1 if problems else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    collect(TS)
    compile_ts(TS, QM)
    for gap in gaps(TS):
        print(f"no translation: {gap}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
