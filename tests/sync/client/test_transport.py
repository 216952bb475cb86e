"""What an answer over HTTP means: ours, somebody else's, or none. A real socket on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from desktop_crm.errors import Offline, Refused, SyncError
from sync import protocol
from sync.client import transport as transport_module
from sync.client.transport import HttpTransport, checked_url


class Script(ThreadingHTTPServer):
    """Gives one scripted answer to everything: status, headers, body, and the length it claims."""

    daemon_threads = True
    status = 200
    headers: dict[str, str]
    body = b"{}"
    claimed: int | None = None
    silent = False
    known = ""  # the only authorisation that is not refused

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.headers = {protocol.SERVER_HEADER: "srv"}
        self.seen: list[tuple[dict[str, str], bytes]] = []
        self.done = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: Script

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), body))
        if self.server.silent:
            self.server.done.wait(10)
            return
        asked = self.headers["Authorization"]
        self.send_response(401 if self.server.known not in ("", asked) else self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(self.server.claimed or len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def script() -> Iterator[Script]:
    server = Script()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.done.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def line(script) -> Iterator[HttpTransport]:
    transport = HttpTransport(f"http://127.0.0.1:{script.server_address[1]}", "token")
    yield transport
    transport.close()


def test_good_answer_and_what_is_sent(script, line):
    script.body, encoding = protocol.pack(b'{"x":"' + b"a" * 2000 + b'"}')
    script.headers["Content-Encoding"] = str(encoding)
    reply = line.post("/x", b"b" * 5000)
    assert (len(reply.body), reply.server_id) == (2008, "srv")
    headers, body = script.seen[0]
    assert headers["Authorization"] == "Bearer token" and headers["Content-Encoding"] == "zstd"
    assert protocol.unpack(body, "zstd") == b"b" * 5000
    assert "User-Agent" not in headers or "requests" not in headers["User-Agent"]


@pytest.mark.parametrize(
    ("status", "code"),
    [(200, "captive_portal"), (302, "captive_portal"), (511, "captive_portal"), (404, "not_our_server"),
     (500, "not_our_server")],
)  # fmt: skip
def test_captive_portal(script, line, status, code):
    script.headers = {"Location": "http://portal.invalid/"}
    script.status, script.body = status, b"<html>log in</html>"
    with pytest.raises(Offline) as caught:
        line.post("/x", b"{}")
    assert caught.value.code == code
    assert len(script.seen) == 1  # no redirect is followed


def test_truncated_answer(script, line):
    script.claimed = 5000
    with pytest.raises(Offline):
        line.post("/x", b"{}")


def test_broken_compression(script, line):
    script.headers["Content-Encoding"], script.body = "zstd", b"not zstd at all"
    with pytest.raises(Offline):
        line.post("/x", b"{}")


@pytest.mark.parametrize("body", [b"<html>500</html>", b"", b'{"title": 7}', b'{"title":"\xff"}'])
def test_error_page(script, line, body):
    script.status, script.body = 500, body
    with pytest.raises(Offline) as caught:
        line.post("/x", b"{}")
    assert caught.value.code == "bad_answer"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(401, "token", Refused), (401, "password", Refused), (403, "revoked", Refused), (403, "disabled", Refused),
     (409, "diverged", SyncError), (413, "too_big", SyncError), (422, "bad_envelope", SyncError),
     (404, "not_found", SyncError)],
)  # fmt: skip
def test_refusals(script, line, status, code, kind):
    script.status = status
    script.body = protocol.encode(protocol.Problem(title="t", status=status, code=code))
    with pytest.raises(kind) as caught:
        line.post("/x", b"{}")
    assert caught.value.code == code and not isinstance(caught.value, Offline)


@pytest.mark.parametrize(("status", "code"), [(429, "too_many"), (503, "busy"), (507, "full")])
def test_later_please(script, line, status, code):
    script.status = status
    script.headers["Retry-After"] = "17"
    script.body = protocol.encode(protocol.Problem(title="t", status=status, code=code))
    with pytest.raises(Offline) as caught:
        line.post("/x", b"{}")
    assert (caught.value.code, caught.value.params["retry_after"]) == (f"server_{code}", "17")


def test_older_tokens_are_tried_when_the_server_knows_no_newer(script):
    """The body of the refusal is the script's; it says 401 to every token but one."""
    script.known = "Bearer b"
    script.body = protocol.encode(protocol.Problem(title="t", status=401, code="token"))
    transport = HttpTransport(f"http://127.0.0.1:{script.server_address[1]}", ("d", "c", "b", "a"))
    transport.post("/x", b"{}")
    transport.post("/x", b"{}")
    assert transport.fell_back
    assert [headers["Authorization"][-1] for headers, _body in script.seen] == ["d", "c", "b", "b"]
    script.known = "Bearer z"
    with pytest.raises(Refused):
        transport.post("/x", b"{}")
    assert len(script.seen) == 6
    transport.close()


def test_an_order_comes_along_as_it_was_sent(script, line):
    order = {"device": "d", "mode": "wipe_now", "nonce": "n", "at": "t", "sig": "s", "later": [1]}
    script.status = 403
    script.body = protocol.encode(protocol.Problem(title="t", status=403, code="revoked", order=order))
    with pytest.raises(Refused) as caught:
        line.post("/x", b"{}")
    assert caught.value.params["order"] == protocol.canonical(order).decode()


def test_server_that_never_answers(script, line, monkeypatch):
    monkeypatch.setattr(transport_module, "READ_TIMEOUT_S", 0.05)
    script.silent = True
    with pytest.raises(Offline):
        line.post("/x", b"{}")


def test_nobody_there():
    transport = HttpTransport("http://127.0.0.1:9")
    with pytest.raises(Offline):
        transport.post("/x", b"{}")
    with pytest.raises(Offline):
        HttpTransport("https://crm.invalid").post("/x", b"{}")


@pytest.mark.parametrize(
    ("typed", "address"),
    [("crm.example.cn", "https://crm.example.cn"), ("https://crm.example.cn/", "https://crm.example.cn"),
     ("http://localhost:8000", "http://localhost:8000"), ("http://[::1]:8000/a/", "http://[::1]:8000/a"),
     ("https://USER@crm.example.cn:8443", "https://crm.example.cn:8443")],
)  # fmt: skip
def test_addresses(typed, address):
    assert checked_url(typed) == address


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "bad_address"), ("ftp://x", "bad_address"), ("https://", "bad_address"), ("https://x:99999", "bad_address"),
     ("https://x:y", "bad_address"), ("https://[::1", "bad_address"), ("http://crm.example.cn", "insecure_address"),
     ("http://127.0.0.1.evil.test", "insecure_address"), ("javascript:alert(1)", "bad_address")],
)  # fmt: skip
def test_addresses_that_are_none(typed, code):
    with pytest.raises(Refused) as caught:
        checked_url(typed)
    assert caught.value.code == code
