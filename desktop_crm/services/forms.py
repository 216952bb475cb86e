"""The company's form: reading its versions, drafting the next one on this laptop, publishing it for everybody."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from desktop_crm.clock import Clock
from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.custom.definition import (
    PARAMETER_KIND,
    CustomField,
    FormVersion,
    fields_from_text,
    fields_to_text,
    to_text,
)
from desktop_crm.domain.custom.drafting import Fields, problems, rebased, with_template
from desktop_crm.domain.custom.templates import template
from desktop_crm.domain.validation.findings import Finding, error
from desktop_crm.errors import RecordRefused
from desktop_crm.services.parameters import ParameterService
from desktop_crm.store import meta, search
from desktop_crm.store.engine import Store
from desktop_crm.store.forms import read_book

_DRAFT, _BASE = "form_draft", "form_draft_base"
_LONGEST_REASON = 500
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


class FormRefused(RecordRefused):
    """A version that cannot be published; ``findings`` say why, each at its field."""

    code = "form_refused"

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.findings = tuple(findings)
        first = {"field": one.field, "problem": one.code} if (one := next(iter(self.findings), None)) else {}
        super().__init__(**first)


@dataclass(frozen=True, slots=True)
class Draft:
    """The next version as it stands on this laptop. ``base`` is the version it was made from."""

    fields: Fields
    base: str
    started: bool  # somebody has worked on it here


class FormService:
    """Reads and writes the form; everybody reads, an administrator writes. Each call is one transaction."""

    def __init__(self, store: Store, parameters: ParameterService, clock: Clock) -> None:
        self._store, self._parameters, self._clock = store, parameters, clock

    def book(self) -> FormBook:
        """Return the published versions."""
        with self._store.read() as connection:
            return read_book(connection)

    def may_publish(self) -> bool:
        """Say whether whoever works here may change the form."""
        return self._parameters.may_write()

    # -- the next version -------------------------------------------------------------------

    def draft(self) -> Draft:
        """Return the next version as it stands here; the published one when nobody has begun."""
        with self._store.read() as connection:
            book = read_book(connection)
            text, base = meta.get(connection, _DRAFT), meta.get(connection, _BASE)
        published: Fields = book.in_force.fields if book.in_force else ()
        if not text:
            return Draft(published, book.version_id, started=False)
        try:
            fields = fields_from_text(text)
        except msgspec.DecodeError:  # of a later version of the program
            return Draft(published, book.version_id, started=False)
        return Draft(fields, base, started=True)

    def keep(self, fields: Fields) -> Draft:
        """Keep the next version on this laptop, where nobody else sees it.

        Raises RecordRefused (``not_administrator``).
        """
        self._refuse_others()
        draft = self.draft()
        with self._store.write() as connection:
            meta.put(connection, **{_DRAFT: fields_to_text(fields), _BASE: draft.base})
        return Draft(fields, draft.base, started=True)

    def discard(self) -> None:
        """Forget the next version."""
        with self._store.write() as connection:
            meta.put(connection, **{_DRAFT: None, _BASE: None})

    def add_template(self, template_id: str) -> Draft:
        """Propose the fields of a template for the next version. Raises UsageError, RecordRefused."""
        return self.keep(with_template(self.draft().fields, template(template_id).fields))

    def rebase(self) -> Draft:
        """Bring the next version onto what was published meanwhile, and take in the fields of versions that were
        published without knowing of each other: nobody's work is lost. Raises RecordRefused."""
        self._refuse_others()
        draft, book = self.draft(), self.book()
        if book.in_force is None:
            return draft
        fields = draft.fields
        old = book.version(draft.base)
        if draft.base != book.version_id:
            fields = rebased(fields, old.fields if old else (), book.in_force.fields)
        fields += tuple(self.overlooked(book, fields))
        with self._store.write() as connection:
            meta.put(connection, **{_DRAFT: fields_to_text(fields), _BASE: book.version_id})
        return Draft(fields, book.version_id, started=True)

    @staticmethod
    def overlooked(book: FormBook, fields: Fields) -> list[CustomField]:
        """Return the fields of overlooked versions that are not among ``fields``."""
        known = {one.id for one in fields}
        names = {one.id for version in book.overlooked for one in version.fields} - known
        return [book.definitions[name] for name in book.definitions if name in names]

    def problems(self, fields: Fields, reason: str = "-") -> list[Finding]:
        """Say what forbids publishing these fields."""
        found = problems(self.book(), fields)
        return found if reason.strip() else [*found, error("form_reason")]

    def publish(self, reason: str) -> FormVersion:
        """Publish the draft for everybody: it is in force here at once, elsewhere with the next synchronisation.

        Raises RecordRefused (``not_administrator``; ``form_overtaken`` when another version was published since the
        draft was begun), FormRefused.
        """
        self._refuse_others()
        draft, book = self.draft(), self.book()
        if draft.base != book.version_id or self.overlooked(book, draft.fields):
            raise RecordRefused("form_overtaken")
        found = self.problems(draft.fields, reason)
        if found:
            raise FormRefused(found)
        number = book.in_force.number + 1 if book.in_force else 1
        with self._store.read() as connection:
            by = meta.get(connection, "user_name")
        version = FormVersion(
            id=f"{number}-{random_letters()}", number=number, at=self._clock(), by=by,
            reason=reason.strip()[:_LONGEST_REASON], fields=draft.fields, base=book.version_id,
        )  # fmt: skip
        self._parameters.put(PARAMETER_KIND, f"customer {version.id}", to_text(version))
        with self._store.write() as connection:
            meta.put(connection, **{_DRAFT: None, _BASE: None})
            search.enqueue_added(connection)
        return version

    def _refuse_others(self) -> None:
        if not self._parameters.may_write():
            raise RecordRefused("not_administrator")


def random_letters() -> str:
    """Draw four letters that no other administrator draws in the same moment."""
    return "".join(secrets.choice(_LETTERS) for _ in range(4))
