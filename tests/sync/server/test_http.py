"""The HTTP shell in process: bad input, limits, sign-in, the OpenAPI document."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import schemathesis
from backports import zstd
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import APIOperation
from starlette.testclient import TestClient

from sync.protocol import MAX_BODY_BYTES, PULL_PATH, PUSH_PATH
from sync.server import accounts, auth
from sync.server.app import create_app
from sync.server.context import Role
from sync.server.database import Database
from tests.sync.server.laptop import Laptop, World

PUSH = {"wall": "2026-03-02T09:00:00Z", "ops": []}


@pytest.fixture
def laptop(database: Database) -> Laptop:
    world = World(database, now=datetime.now(UTC))
    world.user("li", "east")
    world.user("chief", role=Role.ADMIN)
    return world.laptop("li")


@pytest.fixture
def http(laptop: Laptop) -> Iterator[TestClient]:
    with TestClient(create_app(laptop.world.database)) as client:
        client.headers["Authorization"] = f"Bearer {laptop.token}"
        yield client


@pytest.mark.parametrize("path", [PUSH_PATH, PULL_PATH])
@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"", {}, 422, "bad_envelope"),
        (b"{", {}, 422, "bad_envelope"),
        (b"[]", {}, 422, "bad_envelope"),
        (b"null", {}, 422, "bad_envelope"),
        (b'{"since":-1,"wall":5}', {}, 422, "bad_envelope"),
        (b'{"since":1e400,"wall":"x"}', {}, 422, "bad_envelope"),
        (b'{"w":[1,"short"],"wall":"x"}', {}, 422, "bad_envelope"),
        (b"\xff\xfe{}", {}, 422, "bad_envelope"),
        ("{'客户'}".encode("gb18030"), {}, 422, "bad_envelope"),
        (b"[" * 100_000, {}, 422, "bad_envelope"),
        (b"{}", {"Content-Encoding": "zstd"}, 415, "encoding"),
        (zstd.compress(b"{}" * 1000)[:-3], {"Content-Encoding": "zstd"}, 415, "encoding"),
        (gzip.compress(b"{}")[:-9], {"Content-Encoding": "gzip"}, 415, "encoding"),
        (b"{}", {"Content-Encoding": "br"}, 415, "encoding"),
        (zstd.compress(b" " * (MAX_BODY_BYTES + 1)), {"Content-Encoding": "zstd"}, 413, "too_big"),
        (gzip.compress(b" " * (MAX_BODY_BYTES + 1)), {"Content-Encoding": "gzip"}, 413, "too_big"),
        (b" " * (MAX_BODY_BYTES + 1), {}, 413, "too_big"),
        (b"{}", {"Authorization": "Bearer wrong"}, 401, "token"),
        (b"{}", {"Authorization": "Bearer " + "A" * 43}, 401, "token"),
        (b"{}", {"Authorization": "Basic eDp5"}, 401, "token"),
        (b"{}", {"Authorization": ""}, 401, "token"),
    ],
)
def test_bad_input_is_a_clear_refusal(http, path, body, headers, status, code):
    reply = http.post(path, content=body, headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["x-crm-server"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", PULL_PATH, 405, "method"),
        ("DELETE", "/v1/me", 405, "method"),
        ("GET", "/v1/customers/none", 404, "not_found"),
        ("GET", "/v1/customers/a%00b", 404, "not_found"),
        ("GET", "/v1/customers?limit=0", 422, "bad_envelope"),
        ("GET", "/v1/customers?limit=x", 422, "bad_envelope"),
        ("GET", "/v1/customers?after=%00", 404, "not_found"),
        ("DELETE", "/v1/devices/none", 404, "not_found"),
    ],
)
def test_wrong_address(http, method, path, status, code):
    reply = http.request(method, path)
    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert reply.headers["x-crm-server"]


def test_gzip_and_zstd_requests_and_compressed_pages(http, laptop):
    for number in range(10):
        laptop.create(customer_no=str(number), remarks="x" * 500)
    laptop.push()
    body = json.dumps({"since": 0}).encode()
    for packed, encoding in ((zstd.compress(body), "zstd"), (gzip.compress(body), "gzip"), (body, "identity")):
        reply = http.post(PULL_PATH, content=packed, headers={"Content-Encoding": encoding, "Accept-Encoding": "zstd"})
        assert reply.headers["content-encoding"] == "zstd"
        page = json.loads(zstd.decompress(reply.read()) if reply.content[:4] == b"\x28\xb5\x2f\xfd" else reply.content)
        assert len(page["items"]) == 11


def test_diverged_witness(http):
    reply = http.post(PULL_PATH, json={"since": 3, "w": [3, "0" * 32]})
    assert (reply.status_code, reply.json()["code"]) == (409, "diverged")


def test_revoked_device_and_disabled_person(http, laptop):
    device = http.get("/v1/me").json()["device_id"]
    laptop.world.admin(accounts.change_user, "li", active=False)
    reply = http.post(PUSH_PATH, json=PUSH)
    assert (reply.status_code, reply.json()["code"]) == (403, "disabled")
    laptop.world.admin(accounts.change_user, "li", active=True)
    assert http.post(PUSH_PATH, json=PUSH).status_code == 200
    assert http.delete(f"/v1/devices/{device}").status_code == 204
    reply = http.post(PUSH_PATH, json=PUSH)
    assert (reply.status_code, reply.json()["code"]) == (403, "revoked")


def test_ordinary_routes_stay_in_the_callers_scope(http, laptop):
    laptop.world.user("stranger")
    stranger = laptop.world.laptop("stranger")
    laptop.create(customer_no="M1", full_name="mine")
    stranger.create(customer_no="S1", full_name="foreign")
    laptop.push()
    stranger.push()
    page = http.get("/v1/customers").json()
    assert [(one["no"], one["name"]) for one in page["customers"]] == [("M1", "mine")]
    assert http.get("/v1/customers/M1").json()["fields"]["full_name"] == "mine"
    assert http.get("/v1/customers/S1").status_code == 404
    assert [one["current"] for one in http.get("/v1/devices").json()["devices"]] == [True]
    assert http.get("/v1/me").json()["user"] == "li"
    assert http.get("/v1/health").json()["status"] == "ok"


def test_customers_by_pages(http, laptop):
    for number in range(5):
        laptop.create(customer_no=f"N{number}")
    laptop.push()
    first = http.get("/v1/customers?limit=3").json()
    second = http.get("/v1/customers", params={"limit": 3, "after": first["next"]}).json()
    assert [one["no"] for one in first["customers"] + second["customers"]] == [f"N{number}" for number in range(5)]
    assert second["next"] is None


def test_guessing_passwords_is_slowed_down(http, laptop, monkeypatch):
    monkeypatch.setattr(auth, "check_password", _refuse)
    body = {"user": "LI", "password": "wrong", "device": "x"}
    codes = [http.post("/v1/enroll", json=body).json()["code"] for _ in range(10)]
    assert codes == ["password"] * 10
    reply = http.post("/v1/enroll", json=body)
    assert (reply.status_code, reply.json()["code"]) == (429, "too_many")
    assert 0 < int(reply.headers["retry-after"]) <= 61
    assert http.post("/v1/enroll", json=body | {"user": "chief"}).json()["code"] == "password"


def _refuse(*_args: object) -> None:
    raise auth.BadToken(auth.Code.PASSWORD)


def test_enrolment_needs_the_right_password_of_a_known_person(http):
    good = {"user": "Li", "password": "secret", "device": "x", "code": "ZZZZ"}
    assert http.post("/v1/enroll", json=good).json()["code"] == "ZZZZ"
    assert http.post("/v1/enroll", json=good).json()["code"] != "ZZZZ"
    for wrong in ({"password": "Secret"}, {"user": "nobody"}):
        assert http.post("/v1/enroll", json=good | wrong).status_code == 401
    for bad in ({"code": "toolong"}, {"device": "a\0b"}, {"user": ""}, {"password": 5}):
        assert http.post("/v1/enroll", json=good | bad).status_code == 422


def test_what_nobody_expected_is_no_traceback(http, monkeypatch):
    def explode(*_args: object) -> None:
        raise ZeroDivisionError("曾国藩 13800138000")

    monkeypatch.setattr("sync.server.service.decode", explode)
    reply = http.post(PUSH_PATH, json=PUSH)
    assert (reply.status_code, reply.json()) == (500, {"title": "Internal error", "status": 500, "code": "internal"})


def test_document_describes_every_route(http):
    paths = http.get("/openapi.json").json()["paths"]
    assert {PUSH_PATH, PULL_PATH, "/v1/enroll", "/v1/me", "/v1/health", "/v1/customers", "/v1/devices"} <= set(paths)


def test_schemathesis_finds_nothing(tmp_path, template_url):
    """Requests made from the document, valid and invalid, on one SQLite server."""
    path = shutil.copyfile(template_url("sqlite").removeprefix("sqlite:///"), tmp_path / "server.sqlite")
    database = Database(f"sqlite:///{path}")
    world = World(database, now=datetime.now(UTC))
    world.user("li")
    laptop = world.laptop("li")
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(database))
    headers = {"Authorization": f"Bearer {laptop.token}"}
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 9
    for operation in operations:
        _exercise(operation, headers)
    database.close()


def _exercise(operation: APIOperation, headers: dict[str, str]) -> None:
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    strategies = [operation.as_strategy(generation_mode=mode) for mode in modes]

    @settings(max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=strategies[0] | strategies[1])
    def check(case: schemathesis.Case) -> None:
        mutated = case.meta.components.get(ParameterLocation.HEADER)
        # Where the missing token is the fault under test, it must stay missing.
        signed_in = not (mutated and mutated.mode.is_negative)
        reply = case.call(headers=headers if signed_in else None)
        if reply.status_code == 413:  # larger than the company allows, which the document cannot say
            assert reply.json()["code"] == "too_big"
            return
        case.validate_response(reply)

    check()
