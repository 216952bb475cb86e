"""A laptop that speaks HTTP with several server processes over one database, each request with the next of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import requests

from sync.protocol import PULL_PATH, PUSH_PATH, Op, Problem, PullReply, PullRequest, PushReply, PushRequest, encode
from tests.sync.server.laptop import Laptop, World

_ATTEMPTS = 20  # a server that is busy says so and is asked again


class Refusal(Exception):
    """A server said no; ``code`` as in its answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class RemoteLaptop(Laptop):
    """The protocol over sockets. One per thread."""

    servers: Iterator[str] = field(default_factory=lambda: iter(()))

    def post(self, path: str, message: object, address: str = "") -> bytes:
        """Ask one server, the next in turn unless named. Raises Refusal."""
        address = address or next(self.servers)
        headers = {"Authorization": f"Bearer {self.token}"}
        for _ in range(_ATTEMPTS):
            reply = requests.post(address + path, data=encode(message), headers=headers, timeout=60)
            if reply.status_code == 200:
                return reply.content
            if reply.status_code != 503:
                break
        raise Refusal(msgspec.json.decode(reply.content, type=Problem).code)

    def send(self, ops: list[Op] | list[bytes], address: str = "") -> PushReply:
        raws = [msgspec.Raw(op if isinstance(op, bytes) else encode(op)) for op in ops]
        request = PushRequest(wall=self.wall(), ops=raws, w=self.witness)
        reply = msgspec.json.decode(self.post(PUSH_PATH, request, address), type=PushReply)
        self.witness = max(reply.w, self.witness or reply.w)
        return reply

    def page(self, after: tuple[int, str] | None, **limits: int) -> PullReply:
        request = PullRequest(since=self.since, after=after, w=self.witness, **limits)
        return msgspec.json.decode(self.post(PULL_PATH, request), type=PullReply)


def remote(world: World, user: str, servers: list[str], **more: Any) -> RemoteLaptop:
    """Enroll a laptop of somebody; it asks the servers in turn."""
    made = world.laptop(user, **more)
    return RemoteLaptop(world, made.token, made.user, servers=itertools.cycle(servers))
