"""How long `./dev up` takes until a page answers, and what the whole tree costs when nothing happens.

Each figure is of a state folder of its own; the packages are installed already.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.benchmarks.report import Row, report
from tests.support.ports import free_port

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0
_SETTLE = 5.0
_WATCH = 20.0
_SERVERS_OWN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "STATE_DIR")


def _start(state: Path, port: int) -> tuple[subprocess.Popen[bytes], float]:
    """The running tree, and the seconds until its home page answered."""
    variables = {key: value for key, value in os.environ.items() if key not in _SERVERS_OWN}
    started = time.monotonic()
    up = subprocess.Popen(
        ["./dev", "up", "--port", str(port)],
        cwd=_ROOT,
        env=variables | {"STATE_DIR": str(state)},
        stdout=subprocess.DEVNULL,
    )
    while not _answers(port):
        if up.poll() is not None or time.monotonic() - started > _PATIENCE:
            up.kill()
            sys.exit("./dev up did not serve; start it by hand to see why.")
        time.sleep(0.02)
    return up, time.monotonic() - started


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except urllib.error.HTTPError as error:
        sys.exit(f"the home page answers {error.code}")
    except OSError:
        return False


def _stop(up: subprocess.Popen[bytes]) -> float:
    started = time.monotonic()
    up.send_signal(signal.SIGINT)
    up.wait()
    return time.monotonic() - started


def _tree(up: int, state: Path) -> list[int]:
    """The processes below `up`, and the guardians of `state` with theirs, which are nobody's children."""
    guardians = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if f'"{state}/'.encode() in _read(path)
    ]
    return [pid for root in (up, *guardians) for pid in _with_descendants(root)]


def _with_descendants(pid: int) -> list[int]:
    children = _read(Path(f"/proc/{pid}/task/{pid}/children")).split()
    return [pid, *(below for child in children for below in _with_descendants(int(child)))]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _memory_mb(pids: list[int]) -> float:
    """Proportional set size: what is shared counts once."""
    lines = [line for pid in pids for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith(b"Pss:")) / 1024


def _cpu_seconds(pids: list[int]) -> float:
    ticks = (_read(Path(f"/proc/{pid}/stat")).rpartition(b")")[2].split() for pid in pids)
    return sum(int(fields[11]) + int(fields[12]) for fields in ticks if fields) / os.sysconf("SC_CLK_TCK")


def measure() -> list[Row]:
    """Two starts over the same state, then a while of watching the second."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="candy-") as folder:
        state = Path(folder) / "state"
        Path(folder).chmod(0o755)
        port = free_port()
        up, first = _start(state, port)
        _stop(up)
        up, second = _start(state, port)
        time.sleep(_SETTLE)
        pids = _tree(up.pid, state)
        before = _cpu_seconds(pids)
        time.sleep(_WATCH)
        cpu = (_cpu_seconds(pids) - before) / _WATCH * 100
        memory = _memory_mb(pids)
        stopped = _stop(up)
    return [
        Row("seconds, first start, packages installed", round(first, 2), 15),
        Row("seconds, second start", round(second, 2), 4),
        Row("seconds, Ctrl-C until all is gone", round(stopped, 2), 5),
        Row("MB of the idle tree (PSS)", round(memory, 1), 353),
        Row("% of a core, idle", round(cpu, 2), 2),
    ]


if __name__ == "__main__":
    sys.exit(report(measure(), sys.argv[1:]))
