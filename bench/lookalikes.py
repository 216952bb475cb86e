"""How well duplicates are told from lookalikes, and the weights that do it.

    python -m bench.lookalikes                 precision and recall of the bands on a set of its own seed
    python -m bench.lookalikes --fit           the weights, by logistic regression over other seeds

The set is made by ``tests/support/lookalikes.py``, which says what is in it. Recall counts all pairs of cards of one
customer, also those that no key brings together.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop_crm.domain.matching.evidence import BASE, KINDS_OTHER, TABLE
from desktop_crm.domain.matching.keys import keys
from desktop_crm.domain.matching.profile import Profile, profile
from desktop_crm.domain.matching.scoring import LIKELY_FROM, POSSIBLE_FROM, evidence, score
from tests.support.lookalikes import Card, labelled

FIT_SEEDS, TEST_SEED = (11, 12, 13), 1
CARDS = 20_000
#: A key with more cards brings no pairs: :data:`desktop_crm.store.matching.MOST_OF_A_KEY`.
MOST_OF_A_KEY = 100
_RIDGE = 1.0  # keeps the weight of what never or always means a duplicate finite
_ROUNDS = 25


class Pair(NamedTuple):
    """Two cards that share a key, and whether they are one customer."""

    one: Profile
    other: Profile
    same: bool


class Quality(NamedTuple):
    """Precision and recall from a score on."""

    precision: float
    recall: float


def document_hash(card: Card) -> str:
    """Stand in for the keyed hash of the store."""
    number = card.get("id_number") or card.get("licence_no") or ""
    return hashlib.sha256(number.encode()).hexdigest() if number else ""


def candidates(cards: int, seed: int) -> tuple[list[Pair], int]:
    """Return the pairs of a labelled set that share a key, and how many pairs of one customer there are in all."""
    people = labelled(cards, seed)
    profiles = [profile(one.values, document_hash(one.values)) for one in people]
    blocks: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(profiles):
        for key in keys(one):
            blocks[key].append(place)
    found = {
        pair for block in blocks.values() if len(block) <= MOST_OF_A_KEY for pair in itertools.combinations(block, 2)
    }
    pairs = [Pair(profiles[a], profiles[b], people[a].who == people[b].who) for a, b in sorted(found)]
    sizes: dict[int, int] = defaultdict(int)
    for one in people:
        sizes[one.who] += 1
    return pairs, sum(size * (size - 1) // 2 for size in sizes.values())


def quality(cards: int = CARDS, seed: int = TEST_SEED) -> dict[int, Quality]:
    """Return precision and recall of the scores from each tenth on, and of both bands."""
    pairs, all_true = candidates(cards, seed)
    scored = [(score(pair.one, pair.other).percent, pair.same) for pair in pairs]
    told: dict[int, Quality] = {}
    for least in sorted({*range(30, 101, 10), POSSIBLE_FROM, LIKELY_FROM}):
        hits = [same for percent, same in scored if percent >= least]
        told[least] = Quality(sum(hits) / max(1, len(hits)), sum(hits) / all_true)
    return told


# -- fitting --------------------------------------------------------------------------------


def fit(organisations: bool) -> Iterator[tuple[str, float, int, int]]:
    """Give each code with its weight in bits and how often it stands at duplicates and at others; "" is the base."""
    rows: list[tuple[list[int], bool]] = []
    names = ["", *(item.code for item in TABLE if item.code != "document_same")]
    place = {name: at for at, name in enumerate(names)}
    for seed in FIT_SEEDS:
        for one, other, same in candidates(CARDS, seed)[0]:
            if (one.organisation and other.organisation) is not organisations or one.organisation != other.organisation:
                continue
            codes = set(evidence(one, other)) - {KINDS_OTHER.code, "document_same"}
            rows.append(([0, *(place[code] for code in codes)], same))
    weights = _regression(rows, len(names))
    for name, weight in zip(names, weights, strict=True):
        seen = [same for codes, same in rows if place[name] in codes]
        if seen:
            yield name, weight / math.log(2), sum(seen), len(seen) - sum(seen)


def _regression(rows: Sequence[tuple[list[int], bool]], size: int) -> list[float]:
    """Newton's method for a ridge logistic regression over sparse rows of ones."""
    weights = [0.0] * size
    for _ in range(_ROUNDS):
        slope = [-_RIDGE * weight for weight in weights]
        bend = [[_RIDGE if a == b else 0.0 for b in range(size)] for a in range(size)]
        for codes, same in rows:
            chance = 1 / (1 + math.exp(-sum(weights[code] for code in codes)))
            for a in codes:
                slope[a] += same - chance
                for b in codes:
                    bend[a][b] += chance * (1 - chance)
        step = _solved(bend, slope)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a positive definite system by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for row in rows[at + 1 :]:
            share = row[at] / pivot[at]
            row[at:] = [mine - share * theirs for mine, theirs in zip(row[at:], pivot[at:], strict=True)]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum(rows[at][other] * found[other] for other in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.lookalikes", description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--seed", type=int, default=TEST_SEED)
    given = parser.parse_args()
    if given.fit:
        for organisations in (False, True):
            kind = "company" if organisations else "person"
            for code, bits, true, false in fit(organisations):
                print(f"{kind:8} {code or 'base ' + str(BASE[kind]):22} {bits:6.2f}  {true:6} {false:6}")
        return
    sys.stdout.write(
        json.dumps({str(least): one._asdict() for least, one in quality(given.cards, given.seed).items()}, indent=1)
        + "\n"
    )


if __name__ == "__main__":
    main()
