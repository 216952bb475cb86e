"""The OpenAPI document. Messages are described by their own types, never twice."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI
from msgspec import Struct

from sync.protocol import (
    ENROLL_PATH,
    PROBLEM_TYPE,
    DevicesReply,
    EnrollReply,
    EnrollRequest,
    LastWillRequest,
    Me,
    Op,
    Problem,
    PushRequest,
)
from sync.protocol.courier import CourierReply, CourierRequest, Envelope
from sync.server.routes import ROUTES
from sync.server.service import Customer, CustomerPage, Health

_MESSAGES = (
    *(message for route in ROUTES for message in (route.request, route.reply)),
    *(Op, Envelope, EnrollRequest, EnrollReply, Me, Problem),
    *(Health, CustomerPage, Customer, DevicesReply),
)
_REF = "#/components/schemas/{name}"
_PRIVATE = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_BULK = (HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
_ANY = (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)


def documented(reply: type[Struct] | None, *errors: HTTPStatus, private: bool = True) -> dict[str, Any]:
    """Arguments of a FastAPI route that describe its replies."""
    described: dict[str, Any] = {"responses": _responses(reply, *errors, private=private)}
    if private:
        described["openapi_extra"] = {"security": [{"device": []}]}
    return described


def _responses(reply: type[Struct] | None, *errors: HTTPStatus, private: bool) -> dict[int | str, dict[str, Any]]:
    found: dict[int | str, dict[str, Any]] = {}
    if reply is not None:
        found[200] = {"description": "Done", "content": _content("application/json", reply)}
    for status in (*errors, *_ANY, *(_PRIVATE if private else ())):
        found[status.value] = {"description": status.phrase, "content": _content(PROBLEM_TYPE, Problem)}
    return found


def _content(media: str, kind: type[Struct]) -> dict[str, Any]:
    return {media: {"schema": {"$ref": _REF.format(name=kind.__name__)}}}


def complete(app: FastAPI) -> None:
    """Make the application's document include the routes that FastAPI does not see."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            _, components = msgspec.json.schema_components(_MESSAGES, ref_template=_REF)
            for message in (PushRequest, LastWillRequest):
                components[message.__name__]["properties"]["ops"]["items"] = _any_operation(components["Op"])
            for carrying in (CourierRequest, CourierReply):
                components[carrying.__name__]["properties"]["part"] = {"$ref": _REF.format(name=Envelope.__name__)}
            document["components"] = {
                "schemas": components,
                "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
            }
            document["paths"] |= {
                route.path: {"post": _operation(route.name, route.request, route.reply, *_BULK, *route.errors)}
                for route in ROUTES
            }
            document["paths"] |= {
                ENROLL_PATH: {
                    "post": _operation(
                        "enroll", EnrollRequest, EnrollReply, HTTPStatus.UNAUTHORIZED, *_BULK[1:],
                        HTTPStatus.TOO_MANY_REQUESTS, private=False,
                    )
                },
            }  # fmt: skip
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way to extend the document


def _any_operation(op: dict[str, Any]) -> dict[str, Any]:
    """What may stand in a batch: an operation, or anything with an id, which is quarantined alone."""
    named = {
        "type": "object",
        "description": "Not understood by this version: kept, answered `quarantined`.",
        "properties": {"id": op["properties"]["id"]},
        "required": ["id"],
    }
    return {"anyOf": [{"$ref": _REF.format(name="Op")}, named]}


def _operation(
    name: str, request: type[Struct], reply: type[Struct], *errors: HTTPStatus, private: bool = True
) -> dict[str, Any]:
    responses = _responses(reply, *errors, private=private)
    return {
        "operationId": name,
        "summary": (request.__doc__ or "").splitlines()[0],
        "requestBody": {"required": True, "content": _content("application/json", request)},
        "responses": {str(status): one for status, one in responses.items()},
        **({"security": [{"device": []}]} if private else {}),
    }
