"""Pages of a pull, decoded for what is done with them: cards for the replica, or rows ready to be stored."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from desktop_crm.store import bulk
from desktop_crm.store.bulk import Bulk
from desktop_crm.store.projection import Deriver
from desktop_crm.store.replica import RemoteCard
from sync import protocol


class Page(msgspec.Struct):
    """A pull reply whose cards are what the store takes."""

    w: tuple[int, str]
    done: bool
    head: int
    items: list[RemoteCard] = []
    after: tuple[int, str] | None = None
    poll_after: int = protocol.POLL_AFTER_S
    digest: protocol.Digest | None = None
    check: bool = False
    releases: int = 0


decoder = msgspec.json.Decoder(Page)


@cache
def _short_decoder() -> msgspec.json.Decoder[Any]:
    cards: Any = list.__class_getitem__(bulk.card_type())
    items: Any = [("items", cards, msgspec.field(default_factory=list))]
    return msgspec.json.Decoder(msgspec.defstruct("ShortPage", items, bases=(Page,)))


class FirstPage:
    """Decodes one page of a first synchronisation.

    ``bulk`` holds the rows where every card is whole and of this version's fields only; the page that
    :meth:`decode` returns has no cards then. :meth:`cards` gives them all the same.
    """

    def __init__(self, deriver: Deriver) -> None:
        self.bulk: Bulk | None = None
        self._deriver = deriver
        self._body = b""

    def decode(self, body: bytes, /) -> Page:
        """Decode a reply. Raises msgspec.DecodeError."""
        try:
            page: Page = _short_decoder().decode(body)
        except msgspec.ValidationError:
            return decoder.decode(body)
        self.bulk = bulk.prepare(page.items, self._deriver)
        if self.bulk is None:
            return decoder.decode(body)
        page.items, self._body = [], body
        return page

    def cards(self) -> list[RemoteCard]:
        """Return the cards of the page, for a store in which some of them are already."""
        return decoder.decode(self._body).items
