"""Where a chaos test's installation lies."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder of its own, where the servers' user can reach it."""
    base = Path("/var/lib/candystorm") if os.geteuid() == 0 else Path.home() / ".local/state/candystorm"
    folder = base / f"chaos-{os.getpid()}"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
