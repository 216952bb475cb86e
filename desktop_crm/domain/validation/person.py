"""Rules across the fields of a person: what the citizen number says, age, consent, minors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_crm.domain import regions
from desktop_crm.domain.fields import Value, Values
from desktop_crm.domain.validation import identity
from desktop_crm.domain.validation.findings import Finding, error, hint, warning

#: Personal information of children below this age is sensitive (PIPL Art. 28).
ADULT_HANDLING_FROM = 14

_NO_ANSWER = (None, "", "not_stated", "unknown")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a valid citizen number says. ``sex`` is a code, ``birth_date`` ISO text, ``age`` full years
    on the day asked, ``place`` province and city of the area code ("" when it is not known)."""

    sex: str
    birth_date: str
    age: int
    place: str

    def as_values(self) -> dict[str, str | int]:
        """Return the values a form can fill in, by field identifier."""
        filled: dict[str, str | int] = {"sex": self.sex, "birth_date": self.birth_date, "age_stated": self.age}
        return {**filled, "native_place": self.place} if self.place else filled


def facts_from_id(number: str, today: date) -> PersonFacts | None:
    """Read a citizen number (18 digits); None when it has an error."""
    facts = identity.read_citizen(number, today)
    if facts is None:
        return None
    return PersonFacts(facts.sex, facts.birth_date, facts.age, regions.place_of_code(facts.area) if facts.area else "")


def person_findings(values: Values, today: date) -> Iterator[Finding]:
    """Check X-SEX, X-BIRTH, X-NATIVE, consent and the handling of minors."""
    facts = None
    number = values.get("id_number")
    if isinstance(number, str) and values.get("id_type") in (None, "", *identity.CITIZEN_TYPES):
        facts = facts_from_id(number, today)
    if facts is not None:
        yield from _sex(values.get("sex"), facts)
        yield from _birth(values.get("birth_date"), facts)
        yield from _native(values.get("native_place"), facts)
    birth = _day(facts.birth_date if facts else values.get("birth_date"))
    yield from _age(values, birth, today)
    yield from _minor(values, birth, today)
    if values.get("health_status") not in _NO_ANSWER and not values.get("consent_sensitive_on"):
        yield warning("consent_missing", "health_status")


def _sex(sex: Value, facts: PersonFacts) -> Iterator[Finding]:
    if sex in _NO_ANSWER:
        yield hint("sex_from_id", "sex").offering(sex=facts.sex)
    elif sex != facts.sex:
        yield warning("sex_differs", "sex").offering(sex=facts.sex)


def _birth(birth: Value, facts: PersonFacts) -> Iterator[Finding]:
    if not birth:
        yield hint("birth_from_id", "birth_date").offering(birth_date=facts.birth_date)
    elif birth != facts.birth_date:
        yield error("birth_differs", "birth_date").offering(birth_date=facts.birth_date)


def _native(native: Value, facts: PersonFacts) -> Iterator[Finding]:
    if not facts.place:
        return
    if not native:
        yield hint("native_from_id", "native_place", place=facts.place).offering(native_place=facts.place)
    elif isinstance(native, str) and not _same_province(native, facts.place):
        yield hint("native_differs", "native_place", place=facts.place).offering(native_place=facts.place)


def _same_province(native: str, place: str) -> bool:
    province = regions.province_of_address(native)
    return province is None or province == regions.province_of_address(place)


def _age(values: Values, birth: date | None, today: date) -> Iterator[Finding]:
    stated = values.get("age_stated")
    if birth is None or not isinstance(stated, int) or isinstance(stated, bool):
        return
    filled_in = _day(values.get("form_date")) or today
    age = identity.age_on(birth, filled_in)
    if abs(age - stated) > 1:
        yield warning("age_differs", "age_stated", age=age).offering(age_stated=str(age))


def _minor(values: Values, birth: date | None, today: date) -> Iterator[Finding]:
    stated = values.get("age_stated")
    age = identity.age_on(birth, today) if birth else stated
    if not isinstance(age, int) or isinstance(age, bool) or not 0 <= age < ADULT_HANDLING_FROM:
        return
    field = "birth_date" if birth else "age_stated"
    yield hint("minor_card", field)
    if not values.get("consent_sensitive_on"):
        yield warning("minor_consent", "consent_sensitive_on")


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
