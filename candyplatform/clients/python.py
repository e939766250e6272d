"""The typed Python client: a package written by openapi-python-client."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PACKAGE = "candystorm_client"
# Parameters that make answers of another kind.
_LEFT_OUT = ("fields", "format")
_HERE = Path(__file__).resolve().parent
_PROGRAMS = Path(sys.executable).parent
_COMMAND = (
    str(_PROGRAMS / "openapi-python-client"),
    "generate",
    "--meta=none",
    "--fail-on-warning",
    f"--custom-template-path={_HERE / 'templates'}",
)


def write_package(document: Mapping[str, Any], folder: Path) -> None:
    """Replace the package in `folder` by one that is made of the document.

    Raises `CalledProcessError` where the generator does not understand all of it.
    """
    with TemporaryDirectory() as place:
        source, settings, made = (Path(place) / name for name in ("openapi.json", "settings.json", PACKAGE))
        source.write_text(json.dumps(_for_client(document)))
        settings.write_text(json.dumps(_settings(document)))
        _generate(source, settings, made)
        shutil.rmtree(folder / PACKAGE, ignore_errors=True)
        (made / "py.typed").touch()
        shutil.copytree(made, folder / PACKAGE, ignore=shutil.ignore_patterns(".ruff_cache"))


def _generate(source: Path, settings: Path, made: Path) -> None:
    subprocess.run(  # noqa: S603 - a program of ours, for a developer
        [*_COMMAND, f"--path={source}", f"--config={settings}", f"--output-path={made}"],
        # It formats what it wrote with the ruff that it finds.
        env={**os.environ, "PATH": f"{_PROGRAMS}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _settings(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the generator is told. It calls a new object after its module: a field of the same name would get in the way."""
    schemas = document["components"]["schemas"]
    modules = {name: re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in schemas}
    clashing = {name for name in schemas if modules[name] in schemas[name].get("properties", {})}
    overrides = {name: {"module_name": f"{modules[name]}_model"} for name in sorted(clashing)}
    told: dict[str, Any] = json.loads((_HERE / "generator.json").read_text())
    return told | {"class_overrides": overrides}


def _for_client(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without what the client has no use for."""
    paths = {
        path: {method: _operation(told) for method, told in methods.items()}
        for path, methods in document["paths"].items()
    }
    return {**document, "paths": paths}


def _operation(told: Mapping[str, Any]) -> dict[str, Any]:
    """Problems have one shape whatever their status, so that of `default` does; and the client reads whole answers in JSON."""
    responses = {code: _answer(answer) for code, answer in told["responses"].items() if code[0] != "4"}
    parameters = [one for one in told.get("parameters", ()) if one["name"] not in _LEFT_OUT]
    return {**told, "responses": responses, "parameters": parameters}


def _answer(told: Mapping[str, Any]) -> dict[str, Any]:
    """With the whole answer, which comes first of its kinds of content."""
    return {**told, "content": dict(list(told["content"].items())[:1])} if "content" in told else dict(told)
