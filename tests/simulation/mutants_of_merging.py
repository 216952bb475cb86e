"""Bugs put back on purpose, continued: cards that were merged, letters that are carried, parameters."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from unittest import mock

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.store import merging, outbox
from sync import protocol
from sync.client import courier
from sync.server import courier as server_courier
from sync.server.conflicts import Conflicts
from sync.server.merge import Merger, Verdict
from sync.server.merge_cards import CardMerge, CardParting
from tests.simulation.mutants import Patch, always, mutant, no_idempotency

# -- cards that were merged -----------------------------------------------------------------


@mutant
def late_edit_to_a_merged_card_is_dropped() -> list[Patch]:
    def fields(original: Any) -> Any:
        def own_only(merger: Any, op: Any, row: Any, version: Any, asked: Any, *, doubt: bool) -> Any:
            if op.row != asked.row:
                return Verdict(protocol.Outcome.SAME)
            return original(merger, op, row, version, asked, doubt=doubt)

        return own_only

    return [(Merger, "_fields", fields)]


@mutant
def late_edit_does_not_reach_the_card_that_went() -> list[Patch]:
    return [(Merger, "_tell_sleepers", always(None))]


@mutant
def late_row_hangs_on_the_card_that_went() -> list[Patch]:
    def redirected(original: Any) -> Any:
        def roots_only(merger: Any, op: Any) -> Any:
            return original(merger, op) if op.row == op.agg else op

        return roots_only

    return [(Merger, "_redirected", redirected)]


@mutant
def value_left_behind_is_not_kept() -> list[Patch]:
    return [(Conflicts, "left_behind", always(""))]


@mutant
def unmerge_forgets_children() -> list[Patch]:
    def run(original: Any) -> Any:
        def alone(parting: Any, goes: Any, stays: Any) -> None:
            for row in parting.work.rows.values():
                if row.home == goes.id and row.type in RECORD_TYPES and RECORD_TYPES[row.type].parent:
                    row.home = ""
            original(parting, goes, stays)

        return alone

    return [(CardParting, "run", run)]


@mutant
def unmerge_leaves_the_values() -> list[Patch]:
    return [(CardParting, "_give_back_values", always(None))]


@mutant
def merge_forgets_what_lies_beneath() -> list[Patch]:
    def run(original: Any) -> Any:
        def flat(merge: Any, goes: Any, stays: Any) -> Any:
            lost = original(merge, goes, stays)
            merge.work.edit_row(stays.id).layers.clear()
            return lost

        return flat

    return [(CardMerge, "run", run)]


@mutant
def rows_merged_here_are_not_lifted_back() -> list[Patch]:
    return [(merging, "lift", always(set()))]


@mutant
def merge_taken_back_still_shows() -> list[Patch]:
    def opened(original: Any) -> Any:
        def merges_only(connection: Any, covered: int = -1) -> Any:
            return [one for one in original(connection, covered) if b'"cmd":"unmerge"' not in one[1]]

        return merges_only

    return [(outbox, "open_merges", opened)]


# -- letters that are carried, parameters ---------------------------------------------------


@mutant
def letter_is_merged_each_time_it_comes() -> list[Patch]:
    def pushed(original: Any) -> Any:
        def again(*arguments: Any) -> Any:
            with ExitStack() as stack:
                for where, what, make in no_idempotency():
                    stack.enter_context(mock.patch.object(where, what, make(getattr(where, what))))
                return original(*arguments)

        return again

    return [(server_courier, "push", pushed)]


@mutant
def answer_to_a_letter_is_ignored() -> list[Patch]:
    return [(courier, "take_receipts", always(None))]


@mutant
def answer_of_a_lost_history_is_believed() -> list[Patch]:
    def take(original: Any) -> Any:
        def any_age(link: Any, answer: Any, *rest: Any) -> None:
            with mock.patch.object(courier, "witness", always(None)(None)):
                original(link, answer, *rest)

        return any_age

    return [(courier, "_take_one", take)]


@mutant
def travelling_makes_edits_younger() -> list[Patch]:
    return [(server_courier, "_wall_now", lambda _original: lambda letter, now: letter.wall)]


@mutant
def everybody_sets_parameters() -> list[Patch]:
    def check(original: Any) -> Any:
        def lax(merger: Any, op: Any) -> None:
            if op.agg != protocol.ORG:
                original(merger, op)

        return lax

    return [(Merger, "_check_type", check)]
