"""The OpenAPI document and its page, as they are served. What a browser makes of the page: tests/browser/test_api.py."""

import pytest
from django.test import Client

from tests.api.operations import OPERATIONS

DOCS, SCHEMA, POSTMAN = "/api/docs/", "/api/schema/", "/api/postman/"
pytestmark = pytest.mark.django_db


def test_document_is_for_the_server_that_is_asked() -> None:
    told = Client(headers={"host": "localhost:8001"}).get(SCHEMA)
    assert (told.status_code, told["Content-Type"]) == (200, "application/json")
    assert told.json()["servers"] == [{"url": "http://localhost:8001"}]
    assert set(told.json()["paths"]) == {operation.path for operation in OPERATIONS}


@pytest.mark.parametrize("path", [DOCS, SCHEMA, POSTMAN])
def test_anybody_may_read_without_a_cookie(path: str) -> None:
    told = Client().get(path)
    assert (told.status_code, len(told.cookies)) == (200, 0)
    assert told["Cache-Control"].startswith("public, max-age=300")
    assert Client().post(path).status_code == 405


def test_collection_is_for_the_server_that_is_asked() -> None:
    told = Client(headers={"host": "localhost:8001"}).get(POSTMAN)
    assert told["Content-Disposition"] == 'attachment; filename="candystorm.postman_collection.json"'
    assert told.json()["variable"][0] == {"key": "base_url", "value": "http://localhost:8001"}


@pytest.mark.parametrize("path", [SCHEMA, POSTMAN])
def test_unchanged_document_is_not_sent_again(path: str) -> None:
    tag = Client().get(path)["ETag"]
    again = Client().get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
