"""Gives every Python process that is started with this folder in PYTHONPATH a clock that steps.

The file that `CHAOS_CLOCK` names tells by how many seconds it is wrong just now. What takes time (`time.monotonic`) is right.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

_told_in = Path(os.environ["CHAOS_CLOCK"])
_right_time, _right_now = time.time, timezone.now


def _wrong_by() -> float:
    try:
        return float(_told_in.read_text())
    except (OSError, ValueError):  # nobody set it, or somebody is just doing so
        return 0.0


def _time() -> float:
    return _right_time() + _wrong_by()


def _now() -> datetime:
    return _right_now() + timedelta(seconds=_wrong_by())


time.time = _time
timezone.now = _now
