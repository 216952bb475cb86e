"""This computer is the office server: everything it needs in one folder of one person's account.

``create`` makes a SQLite server with its first administrator, a certificate of its own and a configuration file that
all other commands understand (``--config``). ``serve`` answers laptops and makes a backup a day; ``start`` and ``stop``
do that in a process of its own, ``status`` tells of it. Other computers can only connect when that was said at
``create``.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import func, select

from desktop_crm.errors import CrmError, UsageError
from desktop_crm.paths import default_office_dir
from sync.server import accounts, auth, autostart, certificate, commands, config, info
from sync.server.certificate import Pair
from sync.server.context import Context, Role, instant_text
from sync.server.database import Database, check_ready, migrate
from sync.server.office_process import Process, program
from sync.server.schema import device
from sync.server.upkeep import backup as backups

Result = dict[str, Any]
_NAME, _TITLE = "desktop-crm-office", "Desktop CRM office server"
_KEEP = 14  # backups
_BACKUP_EVERY, _LOOK_EVERY_S = timedelta(hours=24), 600.0
_CONNECTED = timedelta(minutes=10)  # a laptop says something at least every minute, which is noted now and then
_PORTS = range(1, 1 << 16)
#: On Windows the usual option lets two programs listen at one port.
_ALONE = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
_LOOPBACK, _EVERYBODY = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only when the person said so


@dataclass(frozen=True, slots=True)
class Office:
    """The files of one office server."""

    folder: Path

    @property
    def settings(self) -> Path:
        """The configuration file."""
        return self.folder / "server.toml"

    @property
    def pair(self) -> Pair:
        """Certificate and key."""
        return Pair(self.folder / "server.pem", self.folder / "server.key")

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / "server.sqlite"

    @property
    def url(self) -> str:
        """The database."""
        return f"sqlite:///{self.database}"

    @property
    def process(self) -> Process:
        """The process that answers laptops."""
        return Process(self.folder)

    @property
    def backups(self) -> Path:
        """The backup of each day."""
        return self.folder / "backups"

    def options(self) -> Namespace:
        """Read the configuration. Raises UsageError."""
        if not self.settings.is_file():
            raise UsageError("no_office", folder=self.folder)
        read = Namespace(config=str(self.settings), db=None)
        config.apply(read)
        return read


# -- the commands ---------------------------------------------------------------------------


def create(_database: Database, args: Namespace) -> Result:
    """Make this computer the office server, with a first administrator and a certificate of its own."""
    if not args.password_stdin:
        raise UsageError("password_stdin_needed")
    office = _office(args)
    if office.settings.exists():
        raise UsageError("office_there", folder=office.folder)
    if office.folder.exists() and any(office.folder.iterdir()):
        raise UsageError("office_folder", folder=office.folder)
    _check_port(_EVERYBODY if args.others else _LOOPBACK, args.port)
    hashed = auth.hash_password(commands.password())
    # Made beside its place, and moved there whole: what is broken off leaves nothing that looks like a server.
    half = Office(office.folder.with_name(f"{office.folder.name}.making"))
    shutil.rmtree(half.folder, ignore_errors=True)
    half.folder.mkdir(parents=True)
    try:
        _fill(half, office, args, hashed)
        if office.folder.exists():
            office.folder.rmdir()
        half.folder.rename(office.folder)
    finally:
        shutil.rmtree(half.folder, ignore_errors=True)
    return _described(office)


def address(_database: Database, args: Namespace) -> Result:
    """Tell the address of the office server, and what colleagues type to connect."""
    return _described(_office(args))


def status(_database: Database, args: Namespace) -> Result:
    """Tell whether there is an office server, whether it runs, and what it holds."""
    office = _office(args)
    if not office.settings.exists():
        return {"made": False, "folder": str(office.folder), "reached_at": certificate.address_here()}
    running = office.process.running()
    more: Result = {
        "made": True,
        "running": running is not None,
        "pid": running["pid"] if running else 0,
        "since": running["since"] if running else "",
        "autostart": autostart.is_on(_NAME),
        "log": str(office.process.log),
    }
    return {**more, **_described(office), **_counted(office)}


def serve(_database: Database, args: Namespace) -> None:
    """Answer laptops until stopped, and make a backup a day."""
    from sync.server import serving  # takes longer to load than any other command to run

    office = _office(args)
    options = office.options()
    database = Database(options.db)
    ended = threading.Event()
    keeper = threading.Thread(target=_keep_backups, args=(office, ended), name="backups", daemon=True)
    try:
        with office.process.alive():
            check_ready(database)
            keeper.start()
            wanted = serving.Options(
                options.host,
                options.port,
                options.tls_cert,
                options.tls_key,
                started=office.process.note,
                ended=office.process.is_asked_to_end,
            )
            serving.serve(database, options.db, wanted)
    finally:
        ended.set()
        database.close()


def start(database: Database, args: Namespace) -> Result:
    """Start the office server in the background, where it goes on by itself."""
    office = _office(args)
    office.options()
    office.process.start([*program(), "--json", *_words(office, "serve")], resumed=args.resumed)
    return status(database, args)


def stop(database: Database, args: Namespace) -> Result:
    """Stop the office server; what laptops asked is answered first."""
    office = _office(args)
    office.options()
    stopped = office.process.stop(resume=args.resume)
    return {"stopped": stopped, **status(database, args)}


def start_with_account(_database: Database, args: Namespace) -> Result:
    """Start the office server with this account, or no more."""
    office = _office(args)
    office.options()
    words = [*program(), *_words(office, "start")]
    place = autostart.turn_on(_NAME, _TITLE, words) if args.state == "on" else autostart.turn_off(_NAME)
    return {"autostart": args.state, "entry": place}


# -- parts ----------------------------------------------------------------------------------


def _office(args: Namespace) -> Office:
    folder = Path(args.folder) if args.folder else default_office_dir()
    return Office(folder.expanduser().absolute())


def _words(office: Office, command: str) -> list[str]:
    return ["office", command, "--folder", str(office.folder)]


def _check_port(host: str, port: int) -> None:
    """Find out now, and not when it is all made, that nobody can listen there. Raises UsageError."""
    if port not in _PORTS:
        raise UsageError("port_or_workers")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, _ALONE, 1)
        try:
            listener.bind((host, port))
            listener.listen()
        except OSError as error:
            raise UsageError("address", host=host, port=port) from error


def _fill(half: Office, office: Office, args: Namespace, hashed: str) -> None:
    database = Database(half.url)
    try:
        migrate(database)
        with database.write() as conn:
            accounts.initialise(conn, Context(), args.company)
            accounts.add_user(conn, Context(), args.admin, hashed, Role.ADMIN, None, args.display_name or "")
    finally:
        database.close()
    names = dict.fromkeys((socket.gethostname(), "localhost", _LOOPBACK, certificate.address_here()))
    certificate.make(half.pair, args.company, [name for name in names if name], Context().clock())
    half.settings.write_text(_settings(office, args.port, others=args.others), "utf-8")


def _settings(office: Office, port: int, *, others: bool) -> str:
    host = certificate.address_here() if others else ""
    lines = [
        f"db = {_quoted(office.url)}",
        f"address = {_quoted(f'https://{host or _LOOPBACK}:{port}')}",
        "",
        "[serve]",
        f"host = {_quoted(_EVERYBODY if others else _LOOPBACK)}",
        f"port = {port}",
        f"tls_cert = {_quoted(str(office.pair.certificate))}",
        f"tls_key = {_quoted(str(office.pair.key))}",
        "",
        "[backup]",
        f"folder = {_quoted(str(office.backups))}",
        f"keep = {_KEEP}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML


def _described(office: Office) -> Result:
    options = office.options()
    mark = certificate.fingerprint(office.pair.certificate)
    others = options.host != _LOOPBACK
    hosts = [certificate.address_here(), socket.gethostname()] if others else []
    now = [f"https://{host}:{options.port}#{mark}" for host in hosts if host]
    connect = f"{options.address}#{mark}"
    return {
        "folder": str(office.folder),
        "address": options.address,
        "port": options.port,
        "others": others,
        "fingerprint": mark,
        "connect": connect,
        "also": [one for one in dict.fromkeys(now) if one != connect],
    }


def _counted(office: Office) -> Result:
    """Count what the server holds, and who was there lately."""
    database = Database(office.options().db)
    try:
        check_ready(database)
        held = commands.status(database, Namespace())
        lately = instant_text(Context().clock() - _CONNECTED)
        with database.read() as conn:
            seen = select(func.count()).select_from(device).where(device.c.last_seen_at > lately)
            connected = conn.execute(seen).scalar_one()
            last = info.setting(conn, info.LAST_BACKUP_AT)
    finally:
        database.close()
    kept = len(list(office.backups.glob(f"*{backups.SUFFIX}"))) if office.backups.is_dir() else 0
    files = {"database": str(office.database), "bytes": office.database.stat().st_size, "backups": kept}
    return {**(held if isinstance(held, dict) else {}), "connected": connected, "last_backup_at": last or "", **files}


def told(result: Result) -> Iterator[str]:
    """Tell a person, with a text to send to colleagues."""
    yield f"The office server is {result['address']}; its files are in {result['folder']}."
    if not result["others"]:
        yield "Only this computer can connect to it."
    yield "Colleagues choose 连接公司 (connect to the company) and paste this as the server's address:"
    yield result["connect"]


def _keep_backups(office: Office, ended: threading.Event) -> None:
    """Make a backup when the newest is a day old. Trouble is logged; the next look tries again."""
    log = structlog.get_logger("sync.server")
    database = Database(office.url)
    try:
        while not ended.wait(0 if _is_due(database) else _LOOK_EVERY_S):
            if not _is_due(database):
                continue
            try:
                backups.write_backup(database, Context(), office.backups / backups.next_name(Context()))
                backups.rotate(office.backups, _KEEP)
                log.info("backup")
            except (CrmError, OSError) as error:
                log.warning("backup failed", error=type(error).__name__)
                ended.wait(_LOOK_EVERY_S)
    finally:
        database.close()


def _is_due(database: Database) -> bool:
    with database.read() as conn:
        last = info.setting(conn, info.LAST_BACKUP_AT)
    return not last or Context().clock() - datetime.fromisoformat(last) >= _BACKUP_EVERY
