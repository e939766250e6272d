"""Pages that anybody sees come in the language that their links say."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from accounts.languages import permission_denied
from campaigns.digests.unsubscribing import link_for
from tests.factories import make_organization

pytestmark = pytest.mark.django_db
GERMAN_BROWSER = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}


def language(html: str) -> str:
    (found,) = re.findall(r'<html lang="(\w+)"', html)
    return str(found)


@pytest.mark.parametrize("path", ["/", "/api/docs/", "/nobody/nothing/", "/no/such/page/there/"])
def test_page_is_in_the_language_of_its_link_else_of_the_browser(path: str) -> None:
    client = Client(headers=GERMAN_BROWSER)
    for asked, answered in (("?lang=en", "en"), ("?lang=de", "de"), ("?lang=fr", "de"), ("", "de")):
        response = client.get(path + asked)
        html = response.content.decode()
        assert (language(html), response["Content-Language"]) == (answered, answered)
        assert 'href="?lang=en"' in html


def test_page_for_every_cache_looks_at_no_cookie() -> None:
    client = Client()
    client.cookies["django_language"] = "de"
    for path in ("/", "/api/docs/", "/nobody/nothing/"):
        response = client.get(path)
        assert (language(response.content.decode()), response["Vary"]) == ("en", "Accept-Language")


def test_document_says_that_it_is_in_english() -> None:
    assert Client(headers=GERMAN_BROWSER).get("/api/schema/")["Content-Language"] == "en"


def test_page_that_is_not_for_everybody_has_working_language_links(rf: RequestFactory) -> None:
    refused = permission_denied(rf.get("/desk/x/?lang=de"), PermissionDenied())
    assert (refused.status_code, language(refused.content.decode())) == (403, "de")


def test_unsubscribing_is_in_the_persons_language_or_the_one_asked_for() -> None:
    path = link_for(make_organization()).removeprefix("http://localhost:8000")
    for asked, answered in (("", "en"), ("?lang=de", "de")):
        response = Client(headers=GERMAN_BROWSER).get(path + asked)
        assert (language(response.content.decode()), response["Content-Language"]) == (answered, answered)


def test_page_without_a_view_that_reads_languages_offers_none() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")
    assert response.status_code == 403
    assert "?lang=" not in response.content.decode()
