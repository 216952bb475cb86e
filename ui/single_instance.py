"""One window a profile: a second start hands its files to the first and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

#: How long a window that is there may take to answer, in milliseconds; where there is none, nobody waits.
_ANSWER_MS = 5_000
_CLOSE_MS = 20_000
#: A message is a short list of paths; anything longer is not ours.
_MAX_BYTES = 64 * 1024
_CLOSE = {"close": True}


def server_name(folder: Path) -> str:
    """Name of the socket: one for each user and profile folder."""
    text = f"{getpass.getuser()}\n{folder.resolve()}"
    return f"desktop-crm-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def hand_over(folder: Path, files: Sequence[Path]) -> bool:
    """Pass files to the window that is already open; False when there is none."""
    return _send(folder, [str(path.resolve()) for path in files], _ANSWER_MS)


def ask_to_close(folder: Path) -> bool:
    """Ask the window that is open to close, what is being typed being kept; False when there is none."""
    return _send(folder, _CLOSE, _CLOSE_MS)


def _send(folder: Path, message: object, patience_ms: int) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(patience_ms):
        return False
    socket.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
    socket.waitForBytesWritten(patience_ms)
    answered = socket.waitForReadyRead(patience_ms)
    socket.disconnectFromServer()
    return answered


class Listener(QObject):
    """Waits for later starts. ``called(files)``: come to the front and take these files. ``close_wanted``: an installer
    wants to replace the program."""

    called = Signal(list)
    close_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        name = server_name(folder)
        if not self._server.listen(name):
            # Nobody answered before, so the socket was left behind by a killed process.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._readable)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._take(socket)

    def _readable(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        raw = bytes(socket.readLine(_MAX_BYTES).data())
        try:
            names = json.loads(raw)
        except ValueError:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        if names == _CLOSE:
            self.close_wanted.emit()
        elif isinstance(names, list):
            self.called.emit([str(name) for name in names])
