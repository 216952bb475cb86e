"""What must hold of the merge whatever people type: properties over random edits, by the merge alone.

Two laptops or more edit one card from one base, so all their edits are concurrent. They arrive in any order.

Where each rule of sync/PROTOCOL.md ("The merge") is shown with the whole server: one value, group, set, state, delete,
number, child rows, long text and counters in test_merge; clocks and ages in test_ages; owner, proposals and sight in
test_scopes and test_moving; merged cards in test_merged_cards; erased people in test_erasing; duplicates in
test_duplicates; a failing merge and what cannot be stored in test_push; what becomes of it in test_quarantine; rows of
the organisation in test_parameters.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import Change, Op, OpKind
from sync.server.access import ALL
from sync.server.conflicts import Conflicts
from sync.server.context import Caller, Role
from sync.server.merge import Age, Merger, Verdict
from sync.server.rows import CREATED, PENDING_SEQ, Card, CardState, RowState, Version, Working

CARD = "00000000-0000-4000-8000-000000000000"
BASE = {
    "full_name": "曾国藩", "mobile_phone": "1", "mailing_address": "old street", "postal_code": "100000",
    "preferences": ["go", "tea"], "visits": 10, "record_status": "draft", "hobby": "chess",
    "remarks": "Calls on Monday in the morning. Likes tea with a lot of sugar. Has two children at school.",
}  # fmt: skip
SINGLE = ("full_name", "mobile_phone", "email", "hobby")
ADDRESS = ("mailing_address", "postal_code")
ELEMENTS = ("go", "tea", "opera", "wine")


@dataclass(frozen=True)
class Edit:
    """One put of one laptop; ``late``: its effective time."""

    laptop: int
    late: int
    values: dict[str, object]

    @property
    def op(self) -> Op:
        typed = {name: value for name, value in self.values.items() if value != BASE.get(name)}
        fields = {name: Change(o=BASE.get(name), n=value) for name, value in typed.items()}
        if fields.keys() & set(ADDRESS):  # a laptop sends a group whole
            fields = {name: Change(o=BASE[name], n=BASE[name]) for name in ADDRESS} | fields
        op_id = f"00000000-0000-4000-9000-{self.laptop:012d}"
        wall = "2026-03-02T09:00:00Z"
        return Op(id=op_id, k=OpKind.PUT, t="customer", row=CARD, wall=wall, base=1, c=1, f=fields)


@dataclass
class Server:
    """The rows of one card, and the number of the last commit."""

    work: Working = field(default_factory=Working)
    seq: int = 1
    verdicts: dict[int, Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        made = Version(1, "BASE", "maker", 0, "")
        self.work.cards[CARD] = Card(CARD, "customer", CardState.LIVE, True, frozenset({ALL}))
        self.work.rows[CARD] = RowState(CARD, CARD, "customer", 1, False, dict(BASE), {CREATED: made})

    def take(self, edit: Edit) -> Server:
        """Merge one edit as a push of its own, and give it the number of its commit."""
        caller = Caller(f"u{edit.laptop}", f"U{edit.laptop}", Role.REP, None, "device", "laptop", f"L{edit.laptop:03d}")
        conflicts = Conflicts(caller, self.work, "now", str, str)
        merger = Merger(caller, frozenset({ALL}), self.work, conflicts, lambda _user: None, lambda _card: False)
        self.verdicts[edit.laptop] = merger.apply(edit.op, Age(edit.late))
        self.seq += 1
        for row in self.work.rows.values():
            settled = {
                name: msgspec.structs.replace(one, seq=self.seq) if one.seq == PENDING_SEQ else one
                for name, one in row.versions.items()
            }
            row.versions = settled
        return self

    def take_all(self, edits: list[Edit] | tuple[Edit, ...]) -> Server:
        for edit in edits:
            self.take(edit)
        return self

    @property
    def fields(self) -> dict[str, object]:
        fields = self.work.rows[CARD].fields
        return {name: value for name, value in fields.items() if name not in ("updated_at", "updated_by")}

    @property
    def losers(self) -> set[tuple[str, str]]:
        """Field and value of each conflict row."""
        rows = [row.fields for row in self.work.rows.values() if row.type == "conflict"]
        return {(row["field"], row.get("loser", "null")) for row in rows}


def _edits(values: st.SearchStrategy[dict[str, object]], most: int = 4) -> st.SearchStrategy[list[Edit]]:
    times = st.lists(st.integers(1, 5), min_size=most, max_size=most)
    return st.tuples(st.lists(values, min_size=2, max_size=most), times).map(
        lambda drawn: [Edit(number, drawn[1][number], one) for number, one in enumerate(drawn[0])]
    )


def _some(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


_texts = st.sampled_from(["x", "y", "z", None])
_sets = st.lists(st.sampled_from(ELEMENTS), unique=True).map(sorted)
_singles = _some(**dict.fromkeys(SINGLE, _texts))
_groups = _some(mailing_address=_texts, postal_code=_texts)
_anything = _some(
    **dict.fromkeys(SINGLE, _texts), mailing_address=_texts, postal_code=_texts, preferences=_sets,
    record_status=st.sampled_from(["filed", "archived"]),
)  # fmt: skip


def _orders(edits: list[Edit]) -> list[tuple[Edit, ...]]:
    return list(itertools.permutations(edits))


@given(_edits(_singles))
def test_one_value_ends_the_same_in_every_order_and_the_latest_edit_wins(edits):
    ends = [Server().take_all(order).fields for order in _orders(edits)]
    assert all(end == ends[0] for end in ends)
    for name in SINGLE:
        typed = [one for one in edits if name in one.values and one.values[name] != BASE.get(name)]
        latest = max(typed, key=lambda one: (one.late, one.op.id), default=None)
        assert ends[0].get(name) == (BASE.get(name) if latest is None else latest.values[name])


@given(_edits(_groups))
def test_a_group_ends_the_same_in_every_order_and_is_what_one_person_wrote(edits):
    ends = [Server().take_all(order).fields for order in _orders(edits)]
    assert all(end == ends[0] for end in ends)
    wrote = [{name: one.op.f[name].n for name in ADDRESS} for one in edits]
    assert {name: ends[0].get(name) for name in ADDRESS} in wrote


@given(_edits(_some(preferences=_sets)))
def test_sets_end_the_same_in_every_order_with_every_element_somebody_added(edits):
    ends = [Server().take_all(order).fields.get("preferences", []) for order in _orders(edits)]
    base = set(BASE["preferences"])
    added = {item for one in edits for item in one.values["preferences"]} - base
    removed = {item for one in edits for item in base - set(one.values["preferences"])}
    assert all(end == sorted((base | added) - removed) for end in ends)


@given(st.lists(st.integers(-5, 5).filter(bool), min_size=1, max_size=5))
def test_counters_are_the_sum_of_all_differences(steps):
    server = Server()
    for number, by in enumerate(steps):
        op = msgspec.structs.replace(Edit(number, 1, {}).op, k=OpKind.INC, f={"visits": Change(d=by)})
        server.take(_Given(number, 1, {}, op))
    assert server.fields["visits"] == BASE["visits"] + sum(steps)


@dataclass(frozen=True)
class _Given(Edit):
    """An operation that is not a put."""

    given: Op | None = None

    @property
    def op(self) -> Op:
        assert self.given is not None
        return self.given


@given(st.lists(_anything, min_size=2, max_size=2), st.data())
def test_disjoint_edits_commute_and_nobody_loses(values, data):
    units = {name: "address" if name in ADDRESS else name for one in values for name in one}
    side = {unit: data.draw(st.booleans(), label=unit) for unit in sorted(set(units.values()))}
    edits = [
        Edit(number, data.draw(st.integers(1, 5)), {k: v for k, v in one.items() if side[units[k]] == bool(number)})
        for number, one in enumerate(values)
    ]
    one, other = (Server().take_all(order) for order in _orders(edits))
    assert one.fields == other.fields
    assert one.losers == other.losers == set()
    for edit in edits:
        for name, value in edit.values.items():
            assert one.fields.get(name, [] if name == "preferences" else None) == value


@given(_edits(_anything))
def test_whoever_loses_is_kept(edits):
    for order in _orders(edits)[:6]:
        server = Server().take_all(order)
        for edit in edits:
            for name, value in edit.values.items():
                if name == "preferences" or value in (server.fields.get(name), BASE.get(name)):
                    continue
                assert (name, json.dumps(value)) in server.losers
            lost = server.verdicts[edit.laptop].lost
            assert set(lost) <= edit.op.f.keys()


@given(_edits(_some(record_status=st.sampled_from(["filed", "archived"]))))
def test_a_state_is_what_arrived_first(edits):
    for order in _orders(edits):
        server = Server().take_all(order)
        assert server.fields["record_status"] == order[0].values["record_status"]


@given(st.lists(st.sampled_from(["Monday", "sugar", "children", "two"]), min_size=2, max_size=2), st.data())
def test_long_text_ends_the_same_in_both_orders_and_loses_no_word(words, data):
    text = str(BASE["remarks"])
    edits = [
        Edit(number, data.draw(st.integers(1, 5)), {"remarks": text.replace(word, f"<{number}>")})
        for number, word in enumerate(words)
    ]
    one, other = (Server().take_all(order) for order in _orders(edits))
    assert one.fields == other.fields
    for edit in edits:
        kept = f"<{edit.laptop}>" in one.fields["remarks"]
        assert kept or ("remarks", json.dumps(edit.values["remarks"])) in one.losers & other.losers


@given(_edits(_anything), st.integers(0, 3))
def test_an_edit_that_comes_again_from_its_own_laptop_is_no_conflict(edits, which):
    server = Server().take_all(edits)
    mine = edits[which % len(edits)]
    before = server.losers
    server.take(Edit(mine.laptop, 9, {}))
    assert server.losers == before
