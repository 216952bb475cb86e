"""The company's form as it has come to this laptop: its published versions are parameters of the organisation."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop_crm.domain.custom.book import FormBook, book_of
from desktop_crm.domain.custom.definition import PARAMETER_KIND

_SQL = "SELECT value FROM parameter WHERE kind = ? AND NOT deleted AND value IS NOT NULL ORDER BY id"


def read_book(connection: Connection) -> FormBook:
    """Read the published versions."""
    rows = connection.exec_driver_sql(_SQL, (PARAMETER_KIND,)).fetchall()
    return book_of(tuple(str(row[0]) for row in rows))
