"""What `./dev` says on machines that lack something; the machine is a folder with few programs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from candyplatform.runner.places import CHECKOUT

TOOLS = (
    "sh",
    "dirname",
    "cat",
    "cksum",
    "cmp",
    "mkdir",
    "rmdir",
    "rm",
    "cp",
    "mv",
    "uname",
    "flock",
    "sleep",
)
FILES = ("dev", "requirements-dev.txt", "requirements-uv.txt")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout's first files, and a PATH with the tools of a bare machine but no Python."""
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    for name in FILES:
        shutil.copy2(CHECKOUT / name, tmp_path / name)
    return tmp_path


def _program(machine: Path, name: str, script: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _run(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [machine / "dev", *arguments],
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_dev_without_python_names_the_packages(machine: Path) -> None:
    done = _run(machine, "up")
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed and was not found" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_dev_passes_over_an_old_python(machine: Path) -> None:
    _program(machine, "python3", "exit 1")
    assert "Python 3.11 or newer is needed" in _run(machine, "up").stderr


def test_dev_with_neither_pip_nor_venv_names_the_package(machine: Path) -> None:
    _program(machine, "python3", "echo 3.12 no-pip no-venv")
    done = _run(machine, "up")
    assert done.returncode == 1
    assert "(Python 3.12) has neither pip nor venv" in done.stderr
    assert "apt-get install python3.12-venv" in done.stderr


def test_dev_uses_the_uv_of_the_machine_where_python_has_neither(machine: Path) -> None:
    _program(machine, "python3", "echo 3.12 no-pip no-venv")
    _program(machine, "uv", 'echo "uv $*"; exit 1')
    assert "uv venv" in _run(machine, "up").stdout


def test_dev_with_a_chosen_python_that_does_not_run_says_so(machine: Path) -> None:
    done = subprocess.run(
        [machine / "dev"],
        env={"PATH": str(machine / "bin"), "PYTHON": "python9"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PYTHON=python9 is not a Python 3.11 or newer" in done.stderr


def test_dev_skips_setup_when_the_lock_files_did_not_change(machine: Path) -> None:
    venv = machine / ".venv" / "bin"
    venv.mkdir(parents=True)
    (venv / "python").symlink_to(machine / "bin" / "python3")
    _program(machine, "python3", '[ "$1" = -c ] || echo "ran $*"')
    sums = (machine / "requirements-dev.txt").read_bytes() + (machine / "requirements-uv.txt").read_bytes()
    stamp = subprocess.run(["cksum"], input=sums, capture_output=True, check=True).stdout
    (machine / ".venv" / ".requirements").write_bytes(stamp)
    assert (
        _run(machine, "test", "-k", "two words").stdout == "ran -m candyplatform.runner test -k two words\n"
    )
    with (machine / "requirements-dev.txt").open("a") as lock:
        lock.write("# changed\n")
    assert _run(machine, "test").returncode == 1
