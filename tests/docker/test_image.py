"""The Dockerfile holds what the commands need, and the proxy's and database's files are there."""

import importlib
import importlib.util
import json
import logging.config
import os
import subprocess
import tomllib

import pytest
from django.core.management import get_commands
from granian.cli import cli

from tests.docker.stack import (
    APP_SERVICES,
    FOLDER,
    command,
    copied,
    environment,
    image_variables,
    mounted_files,
    stages,
    start,
)
from tests.support.environment_variables import CHECKOUT


def test_image_holds_every_package_of_ours() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    wanted = {*project["tool"]["importlinter"]["root_packages"], "manage.py", "requirements.txt"}
    assert copied() == wanted | {"requirements-uv.txt"}


def test_image_is_built_from_what_the_ignore_file_lets_through() -> None:
    lines = (CHECKOUT / ".dockerignore").read_text().splitlines()
    assert lines[1] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == copied()


def test_image_runs_as_an_unprivileged_user_without_build_tools() -> None:
    final = stages()[-1]
    assert "\nUSER candystorm\n" in final
    assert " AS " not in final.splitlines()[0]
    (installed,) = [line for line in final.splitlines() if "apt-get install" in line]
    assert set(installed.split("--no-install-recommends")[1].split(" \\")[0].split()) == {
        "ca-certificates",
        "python3",
    }
    assert "EXTRA_CERTIFICATES" not in final


@pytest.mark.parametrize("service", sorted(APP_SERVICES))
def test_image_has_what_each_service_runs(service: str) -> None:
    program, *arguments = command(service)
    match program:
        case "granian":
            assert callable(_attribute(arguments[0]))
        case "celery":
            module = arguments[arguments.index("-A") + 1]
            # In a process of its own: an application makes itself the one of every task.
            code = f"from celery.app.utils import find_app; print(find_app({module!r}).main)"
            assert module.split(".")[0] in copied()
            assert start(environment(service), code) == (0, "candyplatform\n")
            assert {"worker", "beat"} & set(arguments)
        case "python":
            assert arguments[0] == "manage.py"
            assert arguments[1] in get_commands()
        case _:
            pytest.fail(f"{program} is not in the image")


def _attribute(target: str) -> object:
    module, name = target.split(":")
    assert module.split(".")[0] in copied()
    return getattr(importlib.import_module(module), name)


def test_image_asks_for_its_health_with_a_module_that_is_there() -> None:
    (line,) = [line for line in stages()[-1].splitlines() if line.startswith("HEALTHCHECK")]
    assert json.loads(line.split("CMD ")[1]) == ["python", "-m", "candyplatform.healthcheck"]
    assert importlib.util.find_spec("candyplatform.healthcheck")


def test_image_and_compose_give_granian_options_that_it_has() -> None:
    options = {f"GRANIAN_{parameter.name}".upper() for parameter in cli.params}
    given = {name for name in (*image_variables(), *environment("web")) if name.startswith("GRANIAN_")}
    assert "GRANIAN_WORKERS" in given
    assert given - options == set()


def test_image_logs_granian_with_a_configuration_that_works() -> None:
    path = image_variables()["GRANIAN_LOG_CONFIG"].removeprefix("/app/")
    configuration = json.loads((CHECKOUT / path).read_text())
    configuration["loggers"] = {"_granian.test": configuration["loggers"]["_granian"]}
    logging.config.dictConfig(configuration)
    (handler,) = logging.getLogger("_granian.test").handlers
    record = logging.LogRecord("_granian.test", logging.INFO, __file__, 1, "Started %s", ("worker-1",), None)
    assert json.loads(handler.format(record))["message"] == "Started worker-1"


def test_containers_see_files_that_are_there() -> None:
    assert mounted_files() == {
        FOLDER / "nginx.conf",
        FOLDER / "init-database.sh",
        CHECKOUT / "candyplatform" / "provision.sql",
    }
    assert [path for path in mounted_files() if not path.is_file()] == []
    assert os.access(FOLDER / "init-database.sh", os.X_OK)


def test_database_script_is_a_valid_shell_script() -> None:
    done = subprocess.run(["sh", "-n", str(FOLDER / "init-database.sh")], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
