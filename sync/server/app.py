"""The HTTP shell: routes, bodies, error replies. All work is done by :mod:`sync.server.service`."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

import structlog
from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol import (
    ENROLL_PATH,
    HEALTH_PATH,
    MAX_BODY_BYTES,
    ME_PATH,
    PROBLEM_TYPE,
    SERVER_HEADER,
    Code,
    DevicesReply,
    Me,
    Problem,
    encode,
    pack,
)
from sync.server.database import Database
from sync.server.errors import BadEnvelope, Busy, Full, ServerRefusal, TooLarge
from sync.server.openapi import complete, documented
from sync.server.routes import ROUTES
from sync.server.service import Customer, CustomerPage, Health, Service

log = structlog.get_logger("sync.server")
Handler = Callable[[str | None, str | None, bytes], bytes]
_SQLITE_FULL = 13
_HTTP_CODES = {404: Code.NOT_FOUND, 405: Code.METHOD}


def create_app(database: Database) -> ASGIApp:
    """Build the application over an initialised database."""
    service = Service(database)
    app = FastAPI(title="Desktop CRM server", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    _add_sync_routes(app, service)
    _add_account_routes(app, service)
    _add_customer_routes(app, service)
    app.add_exception_handler(ServerRefusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DBAPIError, _database_error)
    app.add_exception_handler(Exception, _unexpected)
    complete(app)
    return Shell(app, service.facts.server_id)


# -- routes ---------------------------------------------------------------------------------


def _add_sync_routes(app: FastAPI, service: Service) -> None:
    def route(handler: Handler) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            body = await read_body(request)
            headers = request.headers
            reply = await run_in_threadpool(
                handler, headers.get("authorization"), headers.get("content-encoding"), body
            )
            return _bulk(reply, headers.get("accept-encoding", ""))

        return answer

    # Plain Starlette routes: FastAPI's machinery costs more than a whole no-op pull.
    for declared in ROUTES:
        app.add_route(declared.path, route(partial(service.answer, declared)), methods=["POST"])


def _add_account_routes(app: FastAPI, service: Service) -> None:
    @app.get(HEALTH_PATH, **documented(Health, private=False))
    def health() -> Response:
        """Say that server and database answer."""
        return _json(service.health())

    @app.post(ENROLL_PATH, include_in_schema=False)
    async def enroll(request: Request) -> Response:
        body = await read_body(request)
        return _json(await run_in_threadpool(service.enroll, request.headers.get("content-encoding"), body))

    @app.get(ME_PATH, **documented(Me))
    def me(request: Request) -> Response:
        """Say who is signed in."""
        return _json(service.me(request.headers.get("authorization")))

    @app.get("/v1/devices", **documented(DevicesReply))
    def devices(request: Request) -> Response:
        """List the caller's laptops."""
        return _json(service.devices(request.headers.get("authorization")))

    @app.delete("/v1/devices/{device_id}", status_code=204, **documented(None, HTTPStatus.NOT_FOUND))
    def revoke(request: Request, device_id: Annotated[str, Path(max_length=36)]) -> Response:
        """Take a laptop's access away at once."""
        service.revoke(request.headers.get("authorization"), device_id)
        return Response(status_code=204)


def _add_customer_routes(app: FastAPI, service: Service) -> None:
    @app.get("/v1/customers", **documented(CustomerPage, HTTPStatus.NOT_FOUND))
    def customers(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
        after: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        """List the customers the caller sees, by number."""
        if not {"limit", "after"} >= set(request.query_params):
            raise BadEnvelope(detail="unknown parameter")  # a misspelt one must not look like an answer
        return _json(service.customers(request.headers.get("authorization"), limit, after))

    @app.get("/v1/customers/{number}", **documented(Customer, HTTPStatus.NOT_FOUND))
    def customer(request: Request, number: Annotated[str, Path(max_length=40)]) -> Response:
        """Show one customer."""
        return _json(service.customer(request.headers.get("authorization"), number))


async def read_body(request: Request) -> bytes:
    """Read a body up to the limit, whatever Content-Length claims. Raises TooLarge."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


# -- replies --------------------------------------------------------------------------------


def _json(message: object) -> Response:
    return Response(encode(message), media_type="application/json")


def _bulk(body: bytes, accepted: str) -> Response:
    packed, encoding = pack(body) if "zstd" in accepted else (body, None)
    headers = {"content-encoding": encoding} if encoding else None
    return Response(packed, media_type="application/json", headers=headers)


def problem(
    status: int, code: str, title: str, detail: str | None = None, order: dict[str, Any] | None = None
) -> Response:
    """Make an error reply (RFC 9457)."""
    body = Problem(title=title, status=status, code=code, detail=detail, order=order)
    return Response(encode(body), status_code=status, media_type=PROBLEM_TYPE)


async def _refused(_request: Request, error: Exception) -> Response:
    if not isinstance(error, ServerRefusal):
        raise error
    reply = problem(error.status, error.code.value, error.title, error.detail, error.order)
    if error.retry_after_s is not None:
        reply.headers["retry-after"] = str(error.retry_after_s)
    if error.status == HTTPStatus.UNAUTHORIZED:
        reply.headers["www-authenticate"] = "Bearer"
    return reply


async def _invalid(request: Request, error: Exception) -> Response:
    places = [".".join(map(str, one["loc"])) for one in error.errors()] if hasattr(error, "errors") else []
    return await _refused(request, BadEnvelope(detail=", ".join(places)[:200]))


async def _http_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = _HTTP_CODES.get(error.status_code, Code.BAD_ENVELOPE)
    reply = problem(error.status_code, code.value, HTTPStatus(error.status_code).phrase)
    reply.headers.update(error.headers or {})
    return reply


async def _database_error(request: Request, error: Exception) -> Response:
    if isinstance(error, DataError):  # a value that this database cannot take was in the request
        return await _refused(request, BadEnvelope(detail="value"))
    original = getattr(error, "orig", None)
    log.error("database_error", error=type(original).__name__, code=getattr(original, "sqlite_errorname", ""))
    full = getattr(original, "sqlite_errorcode", 0) == _SQLITE_FULL or type(original).__name__ == "DiskFull"
    return await _refused(request, Full(retry_after_s=60) if full else Busy(retry_after_s=2))


def _unexpected_reply() -> Response:
    return problem(500, "internal", "Internal error")


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return _unexpected_reply()  # Starlette raises it again afterwards; the shell logs it


class Shell:
    """Marks every reply as ours, and turns what nobody expected into a plain error reply."""

    def __init__(self, app: ASGIApp, server_id: str) -> None:
        self.app = app
        self._mark = (SERVER_HEADER.lower().encode(), server_id.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], self._mark]
            await send(message)

        try:
            await self.app(scope, receive, marked)
        except Exception as error:  # noqa: BLE001 - the last line of defence of one request
            # Frames only: the message of an exception may quote a person's data.
            frames = [f"{one.name}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)[-6:]]
            log.error("unexpected", error=type(error).__name__, frames=frames)
            if not started:
                await _unexpected_reply()(scope, receive, marked)
