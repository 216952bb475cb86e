"""Forms of trades to begin with (form F24): data files under ``resources/forms``, each a list of fields."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from desktop_crm.domain.custom.definition import CustomField
from desktop_crm.errors import UsageError


class Template(msgspec.Struct, frozen=True):
    """The form of a trade. It also ``uses`` declared fields that every form has."""

    id: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    fields: tuple[CustomField, ...]
    uses: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Name in ``zh`` or ``en``."""
        return self.en if language.startswith("en") else self.zh

    def about(self, language: str) -> str:
        """For whom it is, in ``zh`` or ``en``."""
        return self.about_en if language.startswith("en") else self.about_zh


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in the order of their files."""
    folder = resources.files("resources") / "forms"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return tuple(msgspec.json.decode(one.read_bytes(), type=Template) for one in files)


def template(template_id: str) -> Template:
    """Return a template by its identifier. Raises UsageError."""
    found = next((one for one in templates() if one.id == template_id), None)
    if found is None:
        raise UsageError("no_such_template", name=template_id[:60])
    return found
