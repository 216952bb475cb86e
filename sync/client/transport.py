"""The way to the server: one ``requests`` session, our headers, and what its answers mean."""

from __future__ import annotations

import hashlib
import os
import ssl
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec
import requests
from requests.adapters import HTTPAdapter

from desktop_crm.errors import Offline, Refused, SyncError
from sync import protocol

CONNECT_TIMEOUT_S = 5
READ_TIMEOUT_S = 30
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
#: Answers that mean "somebody has to do something"; the rest is tried again later.
_FINAL = frozenset(
    {
        protocol.Code.TOKEN,
        protocol.Code.PASSWORD,
        protocol.Code.REVOKED,
        protocol.Code.LOCKED,
        protocol.Code.DISABLED,
        protocol.Code.FORBIDDEN,
    }
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A good answer: the decompressed body and the id of the server that sent it."""

    body: bytes
    server_id: str


class Transport(Protocol):
    """Sends one request and returns the answer, or raises Offline, Refused or SyncError."""

    def post(self, path: str, body: bytes) -> Reply:
        """Send a POST with a JSON body."""

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """Begin a request whose answer the next ``post`` of the same path and body will take.

        False when nothing was begun: this way answers only when it is asked, in the thread that asks.
        """

    def close(self) -> None:
        """Let go of kept connections."""


class _Trusting(HTTPAdapter):
    """Also trusts one more authority, given as text: it lies in the encrypted store, where nobody swaps it. With a
    ``pin`` (SHA-256 of a certificate, hexadecimal) it trusts that one certificate alone, whatever name it bears."""

    def __init__(self, authority: str, pin: str = "") -> None:
        self._context = ssl.create_default_context(cadata=authority)
        self._more = {"assert_fingerprint": pin} if pin else {}
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as the base class
        """Make the pool with our context."""
        super().init_poolmanager(*args, **{**more, **self._more, "ssl_context": self._context})


class HttpTransport:
    """Transport over HTTP(S). Not thread-safe: one thread at a time."""

    def __init__(self, base_url: str, token: str | Sequence[str] = "", authority: str = "", pin: str = "") -> None:
        """With several tokens the first that the server knows is used; the newest comes first.

        ``authority`` is a certificate authority (PEM) that is trusted beside the public ones; with ``pin`` it is the
        one certificate with this fingerprint, and nothing else is trusted.
        """
        self.base_url = checked_url(base_url)
        self._session = requests.Session()
        self._session.headers.clear()
        # Proxies and certificates of the machine, read once for a transport instead of at every request. A
        # .netrc is not asked: what it says would take the place of our token.
        self._session.trust_env = False
        self._session.proxies = requests.utils.get_environ_proxies(self.base_url)
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
        if bundle:
            self._session.verify = bundle
        self._session.headers["Accept-Encoding"] = "zstd, gzip"
        self._tokens = [token] if isinstance(token, str) else list(token)
        self._authorise()
        if authority:
            self._session.mount("https://", _Trusting(authority, pin))
        self.fell_back = False  # to an older token
        self._runner: ThreadPoolExecutor | None = None
        self._ahead: tuple[tuple[str, bytes], Future[Reply]] | None = None

    def ask_ahead(self, path: str, body: bytes) -> bool:
        """Begin a request in a thread of its own: a page is fetched while the one before is applied."""
        if self._runner is None:
            self._runner = ThreadPoolExecutor(1, "sync-ahead")
        self._ahead = (path, body), self._runner.submit(self._send, path, body)
        return True

    def post(self, path: str, body: bytes) -> Reply:
        """Send a POST; the body goes compressed where that pays."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            wait([ahead[1]])  # the session serves one request at a time
            if ahead[0] == (path, body):
                return ahead[1].result()
        return self._send(path, body)

    def _send(self, path: str, body: bytes) -> Reply:
        packed, encoding = protocol.pack(body)
        headers = {"Content-Type": "application/json"}
        if encoding:
            headers["Content-Encoding"] = encoding
        try:
            answer = self._session.post(
                self.base_url + path,
                data=packed,
                headers=headers,
                timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise SyncError("certificate", host=urlsplit(self.base_url).hostname) from error
        except (requests.RequestException, OSError) as error:
            raise Offline(detail=type(error).__name__) from error
        server_id = answer.headers.get(protocol.SERVER_HEADER, "")
        if not server_id:
            raise Offline(_stranger(answer), status=answer.status_code)
        if answer.status_code == requests.codes.ok:
            return Reply(answer.content, server_id)
        failure = _failure(answer)
        if failure.code == protocol.Code.TOKEN and len(self._tokens) > 1:
            self._tokens.pop(0)  # this server knows only an older one: it was restored from a backup
            self.fell_back = True
            self._authorise()
            return self._send(path, body)
        raise failure

    def _authorise(self) -> None:
        if self._tokens and self._tokens[0]:
            self._session.headers["Authorization"] = f"Bearer {self._tokens[0]}"

    def close(self) -> None:
        """Close kept connections."""
        if self._runner is not None:
            self._runner.shutdown()
        self._session.close()


def of_profile(facts: Mapping[str, str], tokens: Sequence[str]) -> HttpTransport:
    """Make the transport of an enrolled profile. Raises Refused, Offline."""
    return HttpTransport(facts["server_url"], tokens, facts.get("authority", ""), facts.get("pin", ""))


def pinned(url: str) -> tuple[str, str]:
    """Fetch the certificate that an address names by its fingerprint (``https://host:port#``, 64 hexadecimal digits).

    Returns certificate (PEM) and fingerprint, both "" for an address that names none. Raises Offline; Refused when the
    certificate there is another one.
    """
    base, _, mark = url.partition("#")
    mark = mark.strip().replace(":", "").lower()
    if not mark:
        return "", ""
    parts = urlsplit(checked_url(base))
    try:
        wanted = bytes.fromhex(mark)
        text = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=CONNECT_TIMEOUT_S)
    except ValueError as error:
        raise Refused("bad_address", url=url[:100]) from error
    except OSError as error:
        raise Offline(detail=type(error).__name__) from error
    if hashlib.sha256(ssl.PEM_cert_to_DER_cert(text)).digest() != wanted:
        raise Refused("certificate_pin", host=parts.hostname)
    return text, mark


def checked_url(url: str) -> str:
    """Return the address without a trailing slash.

    Raises Refused for anything but https, or http to this machine.
    """
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError as error:
        raise Refused("bad_address", url=url[:100]) from error
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused("bad_address", url=url[:100])
    if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
        raise Refused("insecure_address", url=url[:100])
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def _stranger(answer: requests.Response) -> str:
    """Tell the log-in page of a network (a redirect, a page where JSON was asked for, 511) from a proxy or a wrong
    address."""
    if answer.is_redirect or answer.status_code == requests.codes.network_authentication_required:
        return "captive_portal"
    page = answer.content.lstrip()[:1] == b"<"
    return "captive_portal" if page and answer.status_code == requests.codes.ok else "not_our_server"


def _failure(answer: requests.Response) -> SyncError:
    try:
        problem = msgspec.json.decode(answer.content, type=protocol.Problem)
    except ValueError:
        return Offline("bad_answer", status=answer.status_code)
    code = problem.code
    if code in _FINAL:
        return Refused(code, order=protocol.canonical(problem.order).decode()) if problem.order else Refused(code)
    after = answer.headers.get("Retry-After", "")
    if answer.status_code in (429, 503, 507):
        return Offline(f"server_{code}", retry_after=after)
    return SyncError(code, status=answer.status_code)
