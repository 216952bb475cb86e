"""Letters of colleagues that this laptop takes to the server, and the answers it brings back. Nobody here can read
either: they are kept as they came."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

KEEP_DAYS = 90


@dataclass(frozen=True, slots=True)
class Carried:
    """One letter. Instants are UTC text, "" for not yet; ``error`` is the code with which the server refused it."""

    letter: str
    name: str  # of the person who wrote it
    came_at: str
    answered_at: str
    given_at: str  # when the answer was last written into a file
    error: str


def put(connection: Connection, letter: str, name: str, body: bytes, at: str) -> bool:
    """Keep a letter; False when it is here already."""
    sql = "INSERT OR IGNORE INTO carried (letter, name, body, came_at) VALUES (?, ?, ?, ?)"
    return connection.exec_driver_sql(sql, (letter, name, body, at)).rowcount > 0


def waiting(connection: Connection) -> list[str]:
    """Return the letters that the server has not answered, in the order in which they came."""
    sql = "SELECT letter FROM carried WHERE answered_at IS NULL ORDER BY came_at, letter"
    return [str(row[0]) for row in connection.exec_driver_sql(sql)]


def body(connection: Connection, letter: str) -> bytes:
    """Return a letter as it came."""
    row = connection.exec_driver_sql("SELECT body FROM carried WHERE letter = ?", (letter,)).one()
    return bytes(row[0])


def settle(
    connection: Connection, letter: str, at: str, *, answer: bytes | None = None, error: str | None = None
) -> None:
    """Write down what the server said: an answer for its writer, or that it does not take it."""
    sql = "UPDATE carried SET answered_at = ?, answer = ?, error = ? WHERE letter = ?"
    connection.exec_driver_sql(sql, (at, answer, error, letter))


def answer(connection: Connection, letter: str) -> bytes | None:
    """Return the answer to a letter; None when there is none (yet)."""
    row = connection.exec_driver_sql("SELECT answer FROM carried WHERE letter = ?", (letter,)).fetchone()
    return bytes(row[0]) if row is not None and row[0] is not None else None


def note_given(connection: Connection, letter: str, at: str) -> None:
    """Write down that the answer was put into a file."""
    connection.exec_driver_sql("UPDATE carried SET given_at = ? WHERE letter = ?", (at, letter))


def everything(connection: Connection) -> list[Carried]:
    """Describe all letters, the newest first."""
    sql = "SELECT letter, name, came_at, answered_at, given_at, error FROM carried ORDER BY came_at DESC, letter"
    return [Carried(*(str(value or "") for value in row)) for row in connection.exec_driver_sql(sql)]


def tidy(connection: Connection, before: str) -> None:
    """Forget letters that came before an instant: their writer still has what was never answered."""
    connection.exec_driver_sql("DELETE FROM carried WHERE came_at < ?", (before,))
