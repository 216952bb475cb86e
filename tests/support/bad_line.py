"""A bad line: a TCP proxy on this machine that cuts, delays, truncates and doubles bytes.

The n-th connection suffers what the seed says: what, in which direction, after how many bytes. The line knows nothing
of HTTP, so headers suffer as bodies do. TLS would tell doubled bytes from true ones; here the programs have to.
"""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType

_PIECE = 1 << 16
_LINGER_S = 1.0  # a damaged connection is closed after that: nobody has to wait for bytes that will never come
_LONGEST_DELAY_S = 0.3
_FARTHEST = 4.5  # power of ten of the byte that suffers; most requests are short


class Fault(StrEnum):
    """What a connection suffers."""

    NONE = "none"
    CUT = "cut"  # both ends at once, as when a cable is pulled
    DELAY = "delay"
    TRUNCATE = "truncate"  # the rest of this direction is swallowed
    DOUBLE = "double"  # a stretch of bytes comes twice
    REPLAY = "replay"  # everything so far comes twice: a request is delivered again


@dataclass(slots=True)
class _Plan:
    fault: Fault
    up: bool
    at: int
    share: float


class BadLine:
    """Passes connections to a port of this machine. Calm until ``rough`` is set. Use as a context manager."""

    def __init__(self, port: int, seed: int) -> None:
        self.rough = False
        self.struck: Counter[str] = Counter()
        self._port, self._seed, self._connections = port, seed, 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        self._serving: set[asyncio.Task[None] | None] = set()  # the loop itself keeps tasks only weakly
        self._thread = threading.Thread(target=self._run, name="bad-line")

    def __enter__(self) -> BadLine:
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:  # ends what still runs
            runner.run(self._listen())

    async def _listen(self) -> None:
        async with await asyncio.start_server(self._serve, sock=self._listener):
            await self._closing.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        plan = self._next_plan()
        self._serving.add(asyncio.current_task())
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:  # the server was killed
            writer.transport.abort()
            return
        connection = _Connection(plan, (writer, far_writer), self.struck)
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(
                connection.pump(reader, far_writer, suffers=plan.up),
                connection.pump(far_reader, writer, suffers=not plan.up),
            )
        connection.end()

    def _next_plan(self) -> _Plan:
        self._connections += 1
        chance = random.Random(f"{self._seed} {self._connections}")
        fault = chance.choice(list(Fault)) if self.rough else Fault.NONE
        return _Plan(fault, chance.random() < 0.5, int(10 ** chance.uniform(0, _FARTHEST)), chance.random())


@dataclass(slots=True)
class _Connection:
    plan: _Plan
    writers: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    struck: Counter[str]

    def end(self) -> None:
        for writer in self.writers:
            writer.transport.abort()

    async def pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, suffers: bool) -> None:
        passed = bytearray()
        while data := await source.read(_PIECE):
            if suffers and len(passed) <= self.plan.at < len(passed) + len(data):
                passed += data
                data, goes_on = await self._strike(bytes(passed), len(data))
            else:
                passed, goes_on = passed + data if suffers else passed, True
            sink.write(data)
            await sink.drain()
            if not goes_on:
                break
        if sink.can_write_eof() and not sink.is_closing():
            sink.write_eof()

    async def _strike(self, passed: bytes, size: int) -> tuple[bytes, bool]:
        """Return what arrives instead of the last ``size`` bytes, and whether more may follow."""
        fault, at = self.plan.fault, self.plan.at + 1
        before, after = passed[len(passed) - size : at], passed[at:]
        if fault is Fault.NONE:
            return before + after, True
        self.struck[f"{fault} {'up' if self.plan.up else 'down'}"] += 1
        if fault is Fault.DELAY:
            await asyncio.sleep(self.plan.share * _LONGEST_DELAY_S)
            return before + after, True
        if fault is Fault.CUT:
            self.end()
            return b"", False
        asyncio.get_running_loop().call_later(_LINGER_S, self.end)
        if fault is Fault.TRUNCATE:
            return before, False
        if fault is Fault.DOUBLE:
            return before + before[int(self.plan.share * len(before)) :] + after, True
        return before + after + passed, True
