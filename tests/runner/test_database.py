"""Roles and privileges, on a real server."""

import os
from pathlib import Path

import environ
import psycopg
import pytest

from candyplatform.runner import database
from candyplatform.runner.servers import Postgres
from candyplatform.runner.services import Use

ROLES = "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname LIKE 'candy%' ORDER BY 1"


def test_provision_gives_each_role_what_it_needs_and_no_more(postgres: Postgres) -> None:
    use = Use(postgres)
    database.ensure_database(postgres)
    assert database.query(postgres, "candystorm", ROLES).splitlines() == [
        "candystorm_app|f|f|f|f|t",
        "candystorm_owner|f|f|f|f|t",
        "candystorm_reader|f|f|f|f|f",
    ]
    with psycopg.connect(database.url(postgres, database.OWNER), autocommit=True) as owner:
        owner.execute("CREATE TABLE wish (id bigint GENERATED ALWAYS AS IDENTITY, text text)")
    with psycopg.connect(database.url(postgres, database.APP), autocommit=True) as app:
        app.execute("INSERT INTO wish (text) VALUES ('please')")
        assert app.execute("SELECT id, text FROM wish").fetchall() == [(1, "please")]
        for forbidden in (
            "TRUNCATE wish",
            "DROP TABLE wish",
            "CREATE TABLE mine (id int)",
            "CREATE DATABASE mine",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)
    use.close()


def test_provision_may_run_again_as_superuser_and_as_owner(postgres: Postgres) -> None:
    use = Use(postgres)
    database.ensure_database(postgres)
    (postgres.home / "provisioned").unlink()
    database.ensure_database(postgres, for_tests=True)
    with psycopg.connect(database.url(postgres, database.OWNER), autocommit=True) as owner:
        owner.execute(database.PROVISION.read_bytes())
        owner.execute("CREATE DATABASE second")
    assert database.query(postgres, "postgres", ROLES).splitlines() == [
        "candystorm_app|f|f|f|f|t",
        "candystorm_owner|f|f|t|f|t",
        "candystorm_reader|f|f|f|f|f",
    ]
    use.close()


def test_provision_sets_passwords_where_they_are_given(postgres: Postgres) -> None:
    use = Use(postgres)
    database.ensure_database(postgres)
    given = "SET candystorm.app_password = 'it''s a secret';" + database.PROVISION.read_text()
    database.query(postgres, "candystorm", given)
    kept = "SELECT rolname, rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname LIKE 'candy%' ORDER BY 1"
    assert database.query(postgres, "candystorm", kept).splitlines() == [
        "candystorm_app|t",
        "candystorm_owner|",
        "candystorm_reader|",
    ]
    use.close()


def test_url_is_read_alike_by_libpq_and_by_the_settings(postgres: Postgres) -> None:
    address = database.url(postgres, database.APP)
    read = environ.Env.db_url_config(address)
    assert (read["USER"], read["NAME"], read["OPTIONS"]) == (
        "candystorm_app",
        "candystorm",
        {"host": str(postgres.sockets)},
    )
    assert psycopg.conninfo.conninfo_to_dict(address) == {
        "user": "candystorm_app",
        "dbname": "candystorm",
        "host": str(postgres.sockets),
    }


def test_url_survives_a_folder_with_strange_letters(state: Path, postgres: Postgres) -> None:
    strange = Postgres(state, state / "a b&c?d%20", postgres.binaries, postgres.user)
    assert environ.Env.db_url_config(database.url(strange, "x"))["OPTIONS"] == {
        "host": os.fspath(strange.sockets)
    }
