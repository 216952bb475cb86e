"""Instants as microseconds since 1970 UTC, and the effective time of an edit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Clocks are set right by seconds all the time; less than this is no jump.
CLOCK_TOLERANCE = timedelta(minutes=5)
_MICROSECOND = timedelta(microseconds=1)


def to_us(moment: datetime) -> int:
    """Convert an aware instant."""
    return (moment - _EPOCH) // _MICROSECOND


def from_us(us: int) -> datetime:
    """Convert back."""
    return _EPOCH + timedelta(microseconds=us)


def effective_us(now: datetime, push_wall: datetime, op_wall: datetime, base_at: datetime | None) -> int:
    """Place an edit in time without trusting the laptop's clock.

    Its age is measured on one clock, so a wrong clock cancels out; an edit is neither older than the
    commit it was based on nor newer than its arrival.
    """
    newest = to_us(now)
    oldest = min(to_us(base_at), newest) if base_at else 0
    age = to_us(push_wall) - to_us(op_wall)
    return max(oldest, min(newest - age, newest))


def clock_doubt(now: datetime, push_wall: datetime, op_wall: datetime, seen_at: datetime | None) -> bool:
    """Say whether the laptop's clock jumped between an edit and its sending, so that its age is a guess.

    Nothing is made after it is sent, nor before the newest commit that the laptop had applied when it was made
    (``seen_at``: when that commit was made).
    """
    age = push_wall - op_wall
    return age < -CLOCK_TOLERANCE or (seen_at is not None and age > now - seen_at + CLOCK_TOLERANCE)
