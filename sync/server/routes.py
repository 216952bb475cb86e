"""The requests of synchronisation, declared once: path, messages, handler, kind of transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from sync import protocol
from sync.protocol import blobs
from sync.protocol.courier import CourierReply, CourierRequest
from sync.protocol.releases import ReleaseGetReply, ReleaseGetRequest
from sync.server import blobs as server_blobs
from sync.server import releases
from sync.server.context import Context
from sync.server.courier import courier_route
from sync.server.device_route import devices
from sync.server.devices import ack_wipe
from sync.server.digest import digest
from sync.server.fetch import fetch
from sync.server.hello import hello
from sync.server.history import history
from sync.server.last_will import last_will
from sync.server.pull import pull
from sync.server.push import push
from sync.server.salvage import salvage

#: Takes (connection, context with the caller, decoded request), returns the reply or its ready JSON.
Handler = Callable[[Connection, Context, Any], "Struct | bytes"]


@dataclass(frozen=True, slots=True)
class Route:
    """One POST of a signed-in laptop.

    ``writes``: runs in a read-write transaction that holds the device row, so one laptop is served once
    at a time; otherwise in one read-only snapshot. ``carries``: writes in somebody else's name, so it is the
    handler that holds a device row, and only that one. ``to_revoked``: a revoked laptop may call it too.
    ``compares``: what it left to compare is compared before the answer goes out (:mod:`sync.server.claims`).
    """

    path: str
    request: type[Struct]
    reply: type[Struct]
    handler: Handler
    writes: bool = False
    carries: bool = False
    to_revoked: bool = False
    compares: bool = False
    errors: tuple[HTTPStatus, ...] = ()  # besides those that every route may answer

    @property
    def name(self) -> str:
        """Name of the operation in the OpenAPI document."""
        return self.path.rsplit("/", 1)[1].replace("-", "_")


ROUTES: tuple[Route, ...] = (
    Route(protocol.PUSH_PATH, protocol.PushRequest, protocol.PushReply, push, writes=True, compares=True),
    Route(protocol.PULL_PATH, protocol.PullRequest, protocol.PullReply, pull),
    Route(protocol.HELLO_PATH, protocol.HelloRequest, protocol.HelloReply, hello, writes=True, compares=True),
    Route(protocol.DIGEST_PATH, protocol.DigestRequest, protocol.DigestReply, digest),
    Route(protocol.FETCH_PATH, protocol.FetchRequest, protocol.FetchReply, fetch, writes=True),
    Route(protocol.SALVAGE_PATH, protocol.SalvageRequest, protocol.SalvageReply, salvage, writes=True),
    Route(
        protocol.LAST_WILL_PATH,
        protocol.LastWillRequest,
        protocol.LastWillReply,
        last_will,
        writes=True,
        to_revoked=True,
    ),
    Route(protocol.BLOBS_PATH, blobs.BlobsRequest, blobs.BlobsReply, server_blobs.ask, to_revoked=True),
    Route(
        protocol.BLOB_PUT_PATH,
        blobs.BlobPutRequest,
        blobs.BlobPutReply,
        server_blobs.put,
        writes=True,
        to_revoked=True,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        protocol.BLOB_GET_PATH,
        blobs.BlobGetRequest,
        blobs.BlobGetReply,
        server_blobs.get,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        protocol.RELEASE_GET_PATH,
        ReleaseGetRequest,
        ReleaseGetReply,
        releases.get,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(protocol.COURIER_PATH, CourierRequest, CourierReply, courier_route, carries=True, compares=True),
    Route(
        protocol.ACK_WIPE_PATH,
        protocol.WipeReport,
        protocol.WipeNoted,
        ack_wipe,
        writes=True,
        to_revoked=True,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        protocol.DEVICES_PATH,
        protocol.DevicesRequest,
        protocol.DevicesReply,
        devices,
        writes=True,
        errors=(HTTPStatus.NOT_FOUND,),
    ),
    Route(
        protocol.HISTORY_PATH, protocol.HistoryRequest, protocol.HistoryReply, history, errors=(HTTPStatus.NOT_FOUND,)
    ),
)
BY_PATH: dict[str, Route] = {route.path: route for route in ROUTES}
