"""The server as a real process."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

import requests

from sync.server.__main__ import main

COMMAND = [sys.executable, "-m", "sync.server"]


def run(url: str, *args: str, stdin: str = "") -> tuple[int, str, str]:
    """Run one command in this process, as :func:`run_program` does in one of its own."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.StringIO(stdin)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["--db", url, *args])
    except SystemExit as stop:  # argparse
        code = int(stop.code or 0)
    finally:
        sys.stdin = before
    return code, out.getvalue(), err.getvalue()


def run_program(url: str, *args: str, stdin: str = "") -> tuple[int, str, str]:
    """Run one command of the server; return exit code, stdout and stderr."""
    done = subprocess.run(
        [*COMMAND, "--db", url, *args], input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def run_json(url: str, *args: str, stdin: str = "") -> Any:
    code, out, err = run(url, *args, "--json", stdin=stdin)
    assert code == 0, err
    return json.loads(out)


@dataclass
class Running:
    process: subprocess.Popen[str]
    address: str

    def post(self, path: str, body: bytes, token: str = "", **headers: str) -> requests.Response:
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return requests.post(self.address + path, data=body, headers=headers, timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(url: str, *args: str) -> Iterator[Running]:
    """Serve a database on a free port until the block ends."""
    process = subprocess.Popen(
        [*COMMAND, "--db", url, "serve", "--port", "0", *args],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield Running(process, json.loads(line)["listening"])
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()
