"""Rounds of import, edit and sync in which client and server are killed (SIGKILL) at random moments.

    python -m bench.kill_rounds --rounds 100 --seed 1 --rough

The oracle: what a command told as done is on that laptop afterwards, and after a last quiet synchronisation it is on
the server and on both laptops, exactly once. Work that was killed is done again the way a person would: the same file
is imported once more. With ``--rough`` a line between laptops and server cuts, delays, truncates and doubles bytes
until the last round is over. Prints one line of JSON; exit code 1 when something was missing or doubled.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.kill_oracle import Ledger, ServerFile, wrong_at_rest
from tests.support.bad_line import BadLine
from tests.support.office import Office, new_profile, open_office
from tests.support.processes import Answer, Laptop, Running

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏辉"
_LIFE_S = 1.2  # of a process, more or less
_FIRST_GUESS_S = 0.3  # from the opening of the store to the end of the process; learned while running
_KILL_SHARE, _SERVER_KILL_SHARE, _EARLY_SHARE = 0.5, 0.5, 0.15
_TICK_S = 0.002
_REST_SYNCS = 6
#: What a synchronisation may answer. Doubled bytes, which TLS would have stopped, look like other requests and answers.
_ANSWERS = frozenset({"offline"})
_ANSWERS_ON_A_BAD_LINE = _ANSWERS | {
    "bad_answer", "bad_envelope", "encoding", "method", "no_receipts", "not_found", "not_our_server", "other_server",
    "token", "too_big",
}  # fmt: skip


@dataclass(slots=True)
class Figures:
    """What happened."""

    rounds: int = 0
    commands: int = 0
    told_done: int = 0
    customers: int = 0
    client_kills: Counter[str] = field(default_factory=Counter)
    server_kills: Counter[str] = field(default_factory=Counter)
    missed: int = 0  # the process had ended already
    lost_receipts: set[str] = field(default_factory=set)  # committed by the server, the answer lost
    faults: Counter[str] = field(default_factory=Counter)  # of the line
    errors: Counter[str] = field(default_factory=Counter)  # that commands answered
    violations: list[str] = field(default_factory=list)

    def document(self) -> dict[str, object]:
        """Return the figures for printing."""
        kills = self.client_kills.total() + self.server_kills.total()
        return {
            "rounds": self.rounds,
            "commands": self.commands,
            "told_done": self.told_done,
            "customers": self.customers,
            "kills": kills,
            "kills_before_the_answer": kills
            - sum(
                count
                for counter in (self.client_kills, self.server_kills)
                for phase, count in counter.items()
                if "answer" in phase
            ),
            "client_kills": dict(sorted(self.client_kills.items())),
            "server_kills": dict(sorted(self.server_kills.items())),
            "kills_too_late": self.missed,
            "operations_with_lost_receipt": len(self.lost_receipts),
            "faults_of_the_line": dict(sorted(self.faults.items())),
            "errors": dict(sorted(self.errors.items())),
            "violations": len(self.violations),
        }


class Rounds:
    """Two laptops of two colleagues, one server, and somebody who pulls plugs."""

    def __init__(self, office: Office, seed: int, line: BadLine | None = None) -> None:
        self._office, self._line = office, line
        self._server_file = ServerFile(Path(office.url.removeprefix("sqlite:///")))
        self._random = random.Random(seed)
        self._ledgers = [Ledger(office.laptop("chen"), "occupation"), Ledger(office.laptop("lin"), "employer")]
        self._mobiles = 0
        self._work_s: dict[str, float] = {}
        self.figures = Figures()

    def run(self, rounds: int) -> Figures:
        """Do the rounds, then let everything come to rest and compare."""
        self._treat(rough=True)
        for number in range(rounds):
            self._round(number)
            self.figures.rounds += 1
        self._treat(rough=False)
        self._rest()
        return self.figures

    def _treat(self, *, rough: bool) -> None:
        if self._line is not None:
            self._line.rough = rough
            self.figures.faults = self._line.struck

    def _round(self, number: int) -> None:
        worker = self._ledgers[self._random.randrange(2)]
        if number % 2 == 0:
            self._import(worker, self._random.choice((3, 20, 60, 400)))
        else:
            self._add(worker)
        self._set(worker)
        if self._random.random() < _SERVER_KILL_SHARE:
            self._sync_while_the_server_dies(worker)
        else:
            self._command(worker, "sync")

    # -- what a person does -----------------------------------------------------------------

    def _import(self, ledger: Ledger, rows: int) -> None:
        mobiles = [self._new_mobile() for _ in range(rows)]
        file = self._office.folder / "import.csv"
        lines = [f"{self._name()},{mobile}" for mobile in mobiles]
        file.write_text("姓名,手机\n" + "\n".join(lines) + "\n", "utf-8")
        ledger.tried.update(mobiles)
        answer = self._command(ledger, "import", str(file))
        while not answer.succeeded and not answer.crashed:  # killed: a person imports the same file again
            answer = self._command(ledger, "import", str(file))
        counts = answer.document if answer.succeeded else {}
        if counts.get("failed") != 0 or counts["created"] + counts["duplicates"] != rows:
            self.figures.violations.append(f"import of {rows} rows answered {answer}")
        else:
            ledger.told.update(mobiles)

    def _add(self, ledger: Ledger) -> None:
        mobile = self._new_mobile()
        ledger.tried.add(mobile)
        if self._command(ledger, "add", f"full_name={self._name()}", f"mobile_phone={mobile}").succeeded:
            ledger.told.add(mobile)

    def _set(self, ledger: Ledger) -> None:
        number = ledger.some_number(self._random)
        if number is not None:
            value = f"值{self._random.randrange(10**9)}"
            ledger.attempt(number, value)
            if self._command(ledger, "set", number, f"{ledger.edits}={value}").succeeded:
                ledger.settle(number, value)

    def _new_mobile(self) -> str:
        self._mobiles += 1
        return f"138{self._mobiles:08d}"

    def _name(self) -> str:
        return self._random.choice(_SURNAMES) + "".join(self._random.choices(_GIVEN, k=2))

    # -- plugs ------------------------------------------------------------------------------

    def _command(self, ledger: Ledger, word: str, *words: str) -> Answer:
        """Run one command, perhaps kill it, and look at the profile if it was killed."""
        self.figures.commands += 1
        killing = self._random.random() < _KILL_SHARE
        early = self._random.random() < _EARLY_SHARE
        delay = self._random.uniform(0, _LIFE_S if early else self._work_s.get(word, _FIRST_GUESS_S))
        with ledger.laptop.start(word, *words) as running:
            if not killing or self._ended(ledger, running, delay, early=early):
                answer = running.finish()
                self.figures.missed += killing
                if killing:
                    self._learn(word, hit=False)
                self._note(ledger, answer)
                return answer
            answer = running.kill()
        self._learn(word, hit=not answer.succeeded)
        self.figures.client_kills[f"{word}: {_phase(ledger.laptop, answer)}"] += 1
        self._note(ledger, answer)
        return answer

    def _learn(self, word: str, *, hit: bool) -> None:
        """Aim later after a hit and sooner after a miss, so that the kills fall on the whole work.

        A program that has told its answer and is only closing down counts as missed here.
        """
        self._work_s[word] = self._work_s.get(word, _FIRST_GUESS_S) * (1.15 if hit else 0.7)

    def _ended(self, ledger: Ledger, running: Running, delay: float, *, early: bool) -> bool:
        """Wait for the moment of the kill: so long after the start, or after the store was opened."""
        while not early and not _log_of(ledger.laptop).exists():
            if running.ended_within(_TICK_S):
                return True
        return running.ended_within(delay)

    def _sync_while_the_server_dies(self, ledger: Ledger) -> None:
        self.figures.commands += 1
        before = len(self._server_file.answered())
        delay = self._random.uniform(0, self._work_s.get("sync", _FIRST_GUESS_S))
        with ledger.laptop.start("sync") as running:
            late = self._ended(ledger, running, delay, early=False)
            self._office.server.kill()
            answer = running.finish()
        committed = len(self._server_file.answered()) > before
        self._learn("sync", hit=not late and not answer.succeeded)
        if late:
            self.figures.missed += 1
        elif answer.succeeded:
            self.figures.server_kills["idle: the laptop had its answers"] += 1
        else:
            self.figures.server_kills["after a commit" if committed else "before a commit"] += 1
        self._note(ledger, answer)
        self._office.server.start()

    def _note(self, ledger: Ledger, answer: Answer) -> None:
        """Look at the profile after every command, as the next start of the program would find it."""
        self.figures.told_done += answer.succeeded
        self.figures.errors[answer.error] += bool(answer.error)
        if answer.crashed or (
            answer.error and answer.error not in (_ANSWERS_ON_A_BAD_LINE if self._line else _ANSWERS)
        ):
            self.figures.violations.append(f"unexpected end: {answer}")
        self.figures.violations += ledger.look()
        if not answer.succeeded:
            self.figures.lost_receipts |= ledger.operations & self._server_file.answered()

    # -- rest -------------------------------------------------------------------------------

    def _rest(self) -> None:
        for turn in range(_REST_SYNCS):
            answer = self._ledgers[turn % 2].laptop.ask("sync")
            if not answer.succeeded:
                self.figures.violations.append(f"the last synchronisation failed: {answer}")
        self.figures.customers = len(self._server_file.cards())
        self.figures.violations += wrong_at_rest(self._ledgers, self._server_file)
        for ledger in self._ledgers:
            checked = ledger.laptop.ask("verify")
            if checked.code != 0 or not checked.document["ok"]:
                self.figures.violations.append(f"verify of {ledger.laptop.folder.name}: {checked.document}")


def _log_of(laptop: Laptop) -> Path:
    """Return the write-ahead log: it is there while the store is open, and after a kill."""
    return laptop.folder / "customers.db-wal"


def _phase(laptop: Laptop, answer: Answer) -> str:
    if answer.succeeded:
        return "closing down, answered"
    log = _log_of(laptop)
    if not log.exists():
        return "starting"
    return "store open, something written" if log.stat().st_size else "store open, nothing written"


def run(folder: Path, rounds: int, seed: int, *, rough: bool = False) -> Figures:
    """Do the rounds in an empty folder."""
    template = new_profile(folder / "template")
    with open_office(f"sqlite:///{folder / 'server.sqlite'}", folder / "office", template) as office:
        if not rough:
            return Rounds(office, seed).run(rounds)
        with BadLine(int(office.server.address.rpartition(":")[2]), seed) as line:
            office.entrance = line.address
            return Rounds(office, seed, line).run(rounds)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rough", action="store_true", help="over a bad line")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="crm-kill-") as folder:
        figures = run(Path(folder), options.rounds, options.seed, rough=options.rough)
    for text in figures.violations:
        print(text, file=sys.stderr)
    print(json.dumps({"seed": options.seed, **figures.document(), "seconds": round(time.monotonic() - began)}))
    return 1 if figures.violations else 0


if __name__ == "__main__":
    sys.exit(main())
