"""The index page of the pictures: a grid with filters by language, theme and size."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Desktop CRM: pictures</title>
<style>
body {{ font: 14px/1.5 sans-serif; margin: 24px; }}
form {{ display: flex; gap: 16px; margin-bottom: 16px; }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 16px; }}
figure {{ margin: 0; }} img {{ width: 100%; border: 1px solid; }} figure[hidden] {{ display: none; }}
</style>
<h1>Desktop CRM: pictures</h1>
<form>{choices}<input name="text" placeholder="scene" aria-label="Scene"></form>
<main>{figures}</main>
<script>
const form = document.querySelector("form");
form.addEventListener("input", () => {{
  for (const figure of document.querySelectorAll("figure")) {{
    const parts = figure.dataset;
    const fits = name => !form[name].value || !parts[name] || parts[name] === form[name].value;
    figure.hidden = !(fits("language") && fits("theme") && fits("size") && parts.scene.includes(form.text.value));
  }}
}});
form.addEventListener("submit", event => event.preventDefault());
</script>
</html>
"""


def write_index(target: Path, papers: Sequence[str] = ()) -> Path:
    """Write ``index.html`` over all pictures in ``target``."""
    pictures = [path.name for path in target.glob("*.*.*.*.png") if not path.name.startswith("paper-")]
    papers = sorted({*papers, *(path.name for path in target.glob("paper-*.png"))})
    parts = {name: name.removesuffix(".png").split(".") for name in sorted(pictures)}
    figures = [_figure(name, words) for name, words in parts.items()]
    figures += [_figure(name, [*name.split(".")[:2], "", ""]) for name in papers]
    kinds = {"language": 1, "theme": 2, "size": 3}
    found = {kind: sorted({words[at] for words in parts.values()}) for kind, at in kinds.items()}
    path = target / "index.html"
    page = _PAGE.format(choices="".join(_choice(*item) for item in found.items()), figures="".join(figures))
    path.write_text(page, "utf-8")
    return path


def _figure(name: str, parts: Sequence[str]) -> str:
    scene, language, theme, size = parts
    data = f'data-scene="{escape(scene)}" data-language="{language}" data-theme="{theme}" data-size="{size}"'
    link = f'<a href="{escape(name)}"><img loading="lazy" src="{escape(name)}" alt="{escape(scene)}"></a>'
    words = " · ".join(part for part in (scene, language, theme, size) if part)
    return f"<figure {data}>{link}<figcaption>{escape(words)}</figcaption></figure>\n"


def _choice(kind: str, values: Sequence[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    return f'<label>{kind} <select name="{kind}"><option value="">all</option>{options}</select></label>'
