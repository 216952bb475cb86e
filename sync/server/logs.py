"""Structured logs: one JSON line an event on stderr. Ids, numbers and codes only; never names or values."""

from __future__ import annotations

import logging
import sys

import structlog

from desktop_crm.errors import UsageError

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
#: Tells worker processes from which level on they log.
LEVEL_VARIABLE = "DESKTOP_CRM_SERVER_LOG_LEVEL"


def configure(level: str = "info") -> None:
    """Send events as JSON lines to stderr, those of libraries as their level and logger name only.

    Raises UsageError for an unknown level.
    """
    if level not in LEVELS:
        raise UsageError("log_level", known=", ".join(LEVELS))
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Bridge()], level=logging.WARNING, force=True)


class _Bridge(logging.Handler):
    """Library records: where they come from and what kind of error, without their text."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        log = structlog.get_logger("library")
        log.warning("library", logger=record.name, severity=record.levelname, error=error)
