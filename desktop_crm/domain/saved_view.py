"""The records of views of the customer list that colleagues see: the whole company, or the author's team."""

from __future__ import annotations

from enum import StrEnum

from desktop_crm.domain.fields import Field, FieldType, Merge, RecordType


class Audience(StrEnum):
    """Who sees a view. A private one is no record and stays on the laptop."""

    PRIVATE = "private"
    TEAM = "team"
    COMPANY = "company"


_FIELDS = (
    Field(id="name", zh="名称", en="Name", max_length=60, mandatory=True),
    Field(id="content", zh="内容", en="Content", type=FieldType.LONG_TEXT, max_length=16_000,
          merge=Merge.IMPORTANT, mandatory=True),
    Field(id="author_id", zh="作者", en="Author", automatic=True),
    Field(id="by", zh="作者姓名", en="Author's name", max_length=50, person=True, automatic=True),
)  # fmt: skip

#: A view that its author shares with everybody, as all shared ones were before there were teams'. Its author and
#: administrators change it.
SAVED_VIEW = RecordType(
    "saved_view", "共享视图", "Shared view", _FIELDS, of_company=True, by_authors=True, title=("name",)
)

#: A view of a team is a card of its own, because the server sends or keeps back whole cards: this one goes to the
#: people of the team its author was in, and to those who see everything. Its author and administrators change it.
TEAM_VIEW = RecordType(
    "team_view",
    "团队视图",
    "View of a team",
    (*_FIELDS, Field(id="team", zh="团队", en="Team", max_length=100, automatic=True)),
    own_card=True,
    by_authors=True,
    title=("name",),
)
