"""Ask the kernel to end this process when its parent ends, however the parent ends."""

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: a child between fork and exec should not load libraries.
_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, signum: int = signal.SIGKILL) -> None:
    """Send `signum` to this process when `parent`, the pid of its parent, is gone; at once when it is gone already."""
    if _LIBC.prctl(_PR_SET_PDEATHSIG, signum, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    if os.getppid() != parent:
        os.kill(os.getpid(), signum)
