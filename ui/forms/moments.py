"""Moments in words for banners."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication


def day_and_time(instant: str, today: date) -> str:
    """Write UTC text in the person's time zone: 今天 09:42, else 2026-11-19 14:10."""
    try:
        moment = datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return instant
    day = QCoreApplication.translate("Days", "今天") if moment.date() == today else moment.date().isoformat()
    return f"{day} {moment:%H:%M}"
