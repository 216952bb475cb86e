"""What holds for every test: no window on a screen, no network, no key store, no clock zone but a fixed one."""

from __future__ import annotations

import functools
import gc
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import argon2
import keyring
import pytest
import structlog
from hypothesis import settings

from desktop_crm.store import keys
from sync.server import auth
from tests.support import network
from tests.support.key_store import MemoryKeyring

# Set before Qt or the product is imported; programs that tests start inherit it.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHONUTF8"] = "1"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # a started program has no key store
os.environ["TZ"] = "CST-8"  # China's hours, in the spelling that needs no zone files
if sys.platform != "win32":
    time.tzset()
if sys.platform == "linux":
    os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each program the tests start would compile ours anew
for _name in ("DESKTOP_CRM_PASSPHRASE", "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
    os.environ.pop(_name, None)

# The same examples in every run and no time limit: a loaded machine must not turn a test red.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

#: The Debian package is built on Linux.
collect_ignore = [] if sys.platform == "linux" else ["test_frozen_program.py"]

network.build_wall()
# Made slow on purpose. The same passphrase and salt give the same key; a password is hashed with the least work.
keys.derive = functools.cache(keys.derive)
auth._hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take longest, so that at the end no worker is left alone with one of them."""
    items.sort(key=lambda item: item.get_closest_marker("lengthy") is None)


def pytest_collection_finish() -> None:
    """Leave what was loaded so far, some million objects, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: compressed ones may differ from run to run, and names may not."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def _own_data_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep default profiles and settings away from the person's own folders."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = str(tmp_path_factory.mktemp(variable.lower()))


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that tried to reach another machine, even if its code took the error in its stride."""
    network.attempts.clear()
    yield
    assert not network.attempts, f"reached for the network: {network.attempts}"


@pytest.fixture(autouse=True)
def key_store() -> Iterator[MemoryKeyring]:
    """Give each test an empty key store of its own."""
    before = keyring.get_keyring()
    store = MemoryKeyring()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder of this project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """A server command that runs in the process of the tests takes the log of the whole process: it is given back."""
    root = logging.getLogger()
    handlers, level, known = root.handlers[:], root.level, structlog.get_config()
    yield
    if any(handler.__class__.__module__ == "sync.server.logs" for handler in root.handlers):
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
        structlog.configure(**known)
