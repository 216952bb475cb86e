"""The engine between its steps: cuts, kills, repeats, pages, edits in between, and answers that are none."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from desktop_crm.errors import NotEnrolled, Offline, Refused, SyncError
from desktop_crm.services.customers import GridInput, NewCustomer
from desktop_crm.store import replica
from sync import protocol
from sync.client import link as links
from sync.client import pushing
from sync.client.engine import Engine, Pace, Result
from sync.client.transport import Reply
from tests.support.profiles import INDIVIDUAL, RELATIVE, count, operations
from tests.sync.client.office import Laptop


def _fill(laptop: Laptop, number: int) -> list[str]:
    rows = [NewCustomer({**INDIVIDUAL, "mobile_phone": f"1380000{at:04}"}, (RELATIVE,)) for at in range(number)]
    return [saved.id for saved in laptop.app.customers.create_many(rows)]


def _facts(laptop: Laptop) -> tuple[str, str]:
    facts = laptop.app.facts()
    return facts.get("since", "0"), facts.get("after", "")


# -- repeats --------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
def test_push_that_is_cut_is_repeated_and_counts_once(pair, when):
    one, two = pair
    (card_id,) = _fill(one, 1)
    one.cut(when=when)
    with pytest.raises(Offline):
        one.sync()
    assert len(operations(one.app)) == 2
    assert one.sync().outcomes == {"applied": 2}
    two.sync()
    assert len(two.app.queries.card(card_id).grid) == 1
    assert count(two.app, "customer") == 1 and two.app.queries.conflicts() == []
    pushes = [body for path, body in one.line.requests if path == protocol.PUSH_PATH]
    sent = [msgspec.json.decode(body)["ops"] for body in pushes]
    assert sent[0] == sent[1]  # the same operations under the same ids


def test_kill_between_the_answer_and_its_note(pair, monkeypatch):
    one, _two = pair
    _fill(one, 1)

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pushing.outbox, "acknowledge", killed)
        with pytest.raises(KeyboardInterrupt):
            one.sync()
    assert len(operations(one.app)) == 2
    one.sync()
    assert operations(one.app) == [] and count(one.app, "outbox", "state = 'done'") == 2


def test_answered_operation_stays_on_the_screen_until_its_commit_is_applied(pair):
    one, _two = pair
    (card_id,) = _fill(one, 1)
    one.sync()
    one.app.customers.update(card_id, {"remarks": "A"})
    one.cut(path=protocol.PULL_PATH)
    with pytest.raises(Offline):
        one.sync()
    assert count(one.app, "outbox", "state = 'acked'") == 1
    assert one.values(card_id)["remarks"] == "A"
    assert one.app.queries.card(card_id).sync_state == "synced"
    one.sync()
    assert count(one.app, "outbox", "state = 'acked'") == 0 and one.values(card_id)["remarks"] == "A"


def test_edit_between_push_and_pull_stays_on_top(pair):
    one, two = pair
    (card_id,) = _fill(one, 1)
    one.sync()
    two.sync()
    two.app.customers.update(card_id, {"sex": "female", "remarks": "von zwei"})
    two.sync()

    def edit(path: str) -> None:
        if path == protocol.PULL_PATH and "remarks" not in one.values(card_id):
            one.app.customers.update(card_id, {"remarks": "von eins"})

    one.line.before = edit
    one.sync()
    values = one.values(card_id)
    assert (values["sex"], values["remarks"]) == ("female", "von eins")
    assert len(operations(one.app)) == 1 and count(one.app, "base_row") == 1
    one.line.before = lambda _path: None
    for laptop in (one, two, one):
        laptop.sync()
    assert one.values(card_id)["remarks"] == two.values(card_id)["remarks"]
    assert count(one.app, "base_row") == 0


def test_operation_answered_with_nothing_new_is_finished(pair, monkeypatch):
    """The receipt names a commit that was pulled long ago."""
    one, _two = pair
    (card_id,) = _fill(one, 1)
    one.sync()
    one.app.customers.update(card_id, {"remarks": "A"})
    old = int(_facts(one)[0])
    real = one.line._answer

    def same(path: str, body: bytes) -> bytes:
        if path != protocol.PUSH_PATH:
            return real(path, body)
        receipts = {
            op["id"]: protocol.Receipt(s=old, r=protocol.Outcome.SAME) for op in msgspec.json.decode(body)["ops"]
        }
        return protocol.encode(protocol.PushReply(w=(old, one.app.facts()["witness_tag"]), res=receipts))

    monkeypatch.setattr(one.line, "_answer", same)
    one.sync()
    assert count(one.app, "outbox", "state != 'done'") == count(one.app, "base_row") == 0
    assert "remarks" not in one.values(card_id)  # what the server has


def test_answer_older_than_what_another_program_fetched_meanwhile_is_left(pair):
    one, two = pair
    (card_id,) = _fill(one, 1)
    one.sync()
    two.sync()
    two.app.customers.update(card_id, {"remarks": "A"})
    two.sync()

    def meanwhile(path: str) -> None:
        if path == protocol.PULL_PATH:
            one.line.after = lambda _path: None
            two.app.customers.update(card_id, {"remarks": "B"})
            two.sync()
            one.sync()  # a second program on the laptop

    one.line.after = meanwhile
    one.sync()
    assert one.values(card_id)["remarks"] == "B"
    assert _facts(one) == _facts(two)


def test_second_run_has_nothing_to_do(pair):
    one, _two = pair
    _fill(one, 3)
    one.sync()
    one.line.requests.clear()
    result = one.sync()
    assert (result.pushed, result.pulled, len(one.line.requests)) == (0, 0, 1)
    assert len(one.line.requests[0][1]) < 300


# -- pages ----------------------------------------------------------------------------------


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(links, "PAGE_CARDS", 2)
    monkeypatch.setattr(links, "FIRST_PAGE_CARDS", 2)


def test_nothing_to_do_is_said_in_few_words(pair):
    one, _two = pair
    _fill(one, 1)
    one.sync()
    one.sync()
    path, body = one.line.requests[-1]
    assert path == protocol.PULL_PATH and msgspec.json.decode(body).keys() == {"since", "w"}
    assert msgspec.json.decode(one.line.post(path, body).body).keys() == {"w", "done", "head"}


def test_later_pulls_are_applied_only_when_complete(pair, small_pages):
    one, two = pair
    two.sync()
    two.sync()
    _fill(one, 7)
    one.sync()
    engine, result = Engine(two.app, two.line), Result()
    seen = []
    while engine._pull_one(result):
        seen.append((count(two.app, "customer"), count(two.app, "stage")))
    assert seen[:3] == [(0, 2), (0, 4), (0, 6)]
    assert (count(two.app, "customer"), count(two.app, "stage"), result.pulled) == (7, 0, 7)


@pytest.mark.parametrize("page", [1, 2, 3, 4])
@pytest.mark.parametrize("way", ["later", "first", "first, in two threads"])
def test_kill_at_any_page_goes_on_where_it_stopped(pair, small_pages, page, way):
    one, two = pair
    first = way != "later"
    two.line.threads = way == "first, in two threads"
    if not first:
        two.sync()
        two.sync()
    _fill(one, 7)
    one.sync()
    left = [page]

    def killed(path: str) -> None:
        left[0] -= path == protocol.PULL_PATH
        if not left[0]:
            raise KeyboardInterrupt

    two.line.after = killed
    with pytest.raises(KeyboardInterrupt):
        two.sync()
    two.line.after = lambda _path: None
    assert count(two.app, "customer") == (max(2 * page - 3, 0) if first else 0)  # one card is the organisation
    two.line.requests.clear()
    two.sync()
    assert count(two.app, "customer") == count(two.app, "family_member") == 7
    assert count(two.app, "stage") == 0 and _facts(two)[1] == ""
    assert len(two.line.requests) <= 5 - page + 1  # not from the beginning


def test_card_changed_between_pages_is_applied_once_and_new(pair, small_pages):
    one, two = pair
    two.sync()
    two.sync()
    ids = _fill(one, 5)
    one.sync()
    pages = [0]

    def edit(path: str) -> None:
        pages[0] += path == protocol.PULL_PATH
        if pages[0] == 2:
            pages[0] = 3
            one.app.customers.update(ids[0], {"remarks": "neu"})
            one.sync()

    two.line.before = edit
    two.sync()
    assert two.values(ids[0])["remarks"] == "neu"
    assert count(two.app, "customer") == 5


def test_first_pull_shows_customers_page_by_page(pair, small_pages):
    one, two = pair
    _fill(one, 5)
    one.sync()
    loaded: list[int] = []
    Engine(two.app, two.line, loaded.append).run()
    assert loaded[-1] == 5 and len(loaded) >= 3
    assert two.app.facts()["first_sync_done"] == "1"


def test_kill_while_applying_leaves_the_state_before(pair, monkeypatch):
    one, two = pair
    two.sync()
    two.sync()
    (card_id,) = _fill(one, 1)
    one.sync()
    before = _facts(two)

    def killed(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    for owner, step in ((replica.Replica, "_flush"), (replica.Replica, "_index"), (replica.Replica, "settle")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, step, killed)
            with pytest.raises(KeyboardInterrupt):
                two.sync()
        assert count(two.app, "customer") == 0 and _facts(two) == before
    two.sync()
    assert two.app.queries.card(card_id).display_name == "曾国藩"


def test_many_operations_go_in_several_requests_and_groups_stay_together(pair):
    one, _two = pair
    _fill(one, 900)
    result = one.sync()
    pushes = [msgspec.json.decode(body)["ops"] for path, body in one.line.requests if path == protocol.PUSH_PATH]
    assert result.pushed == sum(map(len, pushes)) == 1800 and len(pushes) == 4
    assert all(len(ops) <= protocol.MAX_PUSH_OPS for ops in pushes)
    groups = [{op["g"] for op in ops} for ops in pushes]
    assert all(groups[at].isdisjoint(groups[at + 1]) for at in range(len(groups) - 1))


def test_one_large_save_does_not_block_the_queue(pair):
    one, two = pair
    saved = one.app.customers.create({**INDIVIDUAL, "remarks": "长" * 1900}, [GridInput(RELATIVE)] * 30)
    pace = Pace(push_bytes=1000)
    Engine(one.app, one.line, pace=pace).run()
    two.sync()
    assert len(two.app.queries.card(saved.id).grid) == 30
    assert pace.push_bytes > 1000


# -- answers that are none ------------------------------------------------------------------


class Answering:
    """A transport that gives one answer."""

    def __init__(self, answer: Callable[[str], Reply]) -> None:
        self._answer = answer

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """Answer when asked."""
        return False

    def post(self, path: str, body: bytes) -> Reply:
        return self._answer(path)

    def close(self) -> None:
        """Nothing is kept open."""


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>500</html>", b"{", b"[]", b"null", b'{"w":[1,"x"]}', b'{"w":[9,"x"],"done":true,"head":"x"}',
     b'{"w":[9,"\xff"],"done":true,"head":9}', b'{"w":[9,"x"],"done":false,"head":9}',
     b'{"w":[9,"x"],"done":true,"head":9,"items":[{"a":1}]}', b'{"w":[9,"x"],"res":{"a":{"s":1,"r":"dunno"}}}'],
)  # fmt: skip
def test_answer_that_makes_no_sense_changes_nothing(pair, body):
    one, _two = pair
    _fill(one, 1)
    one.sync()
    one.app.customers.create({"full_name": "李四"})
    server = one.app.facts()["server_id"]
    before = _facts(one), len(operations(one.app))
    with pytest.raises(SyncError):
        Engine(one.app, Answering(lambda _path: Reply(body, server))).run()
    engine = Engine(one.app, Answering(lambda _path: Reply(body, server)))
    with pytest.raises(Offline):
        engine._pull_one(Result())
    assert (_facts(one), len(operations(one.app))) == before


def test_other_server_is_not_believed(pair):
    one, _two = pair
    _fill(one, 1)
    reply = Reply(b'{"w":[0,"x"],"res":{}}', "somebody-else")
    with pytest.raises(Refused) as caught:
        Engine(one.app, Answering(lambda _path: reply)).run()
    assert caught.value.code == "other_server" and len(operations(one.app)) == 2


def test_receipts_for_others_are_no_receipts(pair):
    one, _two = pair
    _fill(one, 1)
    body = b'{"w":[9,"x"],"res":{"00000000-0000-7000-8000-000000000000":{"s":1,"r":"applied"}}}'
    with pytest.raises(SyncError):
        Engine(one.app, Answering(lambda _path: Reply(body, one.app.facts()["server_id"]))).run()
    assert len(operations(one.app)) == 2


def test_slow_link_gets_smaller_requests_the_next_time(pair):
    one, _two = pair
    _fill(one, 1)
    pace = Pace()

    def slow(_path: str) -> Reply:
        raise Offline(detail="ReadTimeout")

    for _ in range(12):
        with pytest.raises(Offline):
            Engine(one.app, Answering(slow), pace=pace).run()
    assert (pace.push_bytes, pace.page_bytes) == (links.MIN_BATCH_BYTES, links.MIN_BATCH_BYTES)
    Engine(one.app, one.line, pace=pace).run()
    asked = msgspec.json.decode(one.line.requests[-1][1])
    assert links.MIN_BATCH_BYTES <= asked["max_bytes"] < links.PAGE_BYTES
    assert pace.push_bytes > links.MIN_BATCH_BYTES


def test_laptop_without_a_server(office):
    laptop = office.laptop("wang", enrolled=False)
    with pytest.raises(NotEnrolled):
        laptop.sync()
    assert laptop.line.requests == []
    laptop.app.close()
