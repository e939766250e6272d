"""Stopping the digest from a mail."""

import pytest
from django.test import Client

from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns.digests.unsubscribing import link_for
from tests.campaigns.digests.storm import MORNING, digests, due, storm, work_at
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def path_of(membership: Membership) -> str:
    return link_for(membership).removeprefix("http://localhost:8000")


def wants_digest(membership: Membership) -> bool:
    with organization_scope(membership.organization_id):
        return Membership.objects.get(pk=membership.pk).wants_digest


def test_post_from_a_mail_program_stops_the_digest_without_cookie_or_token() -> None:
    membership, _campaign = storm()
    client = Client(enforce_csrf_checks=True)

    response = client.post(path_of(membership), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert response.cookies == {}
    assert not wants_digest(membership)
    work_at(MORNING)
    assert digests(membership) == []
    assert due("digest.plan") == []


def test_get_asks_and_changes_nothing(client: Client) -> None:
    membership, _campaign = storm()

    for method in (client.get, client.head):
        response = method(path_of(membership))
        assert (response.status_code, response.cookies) == (200, {})
        assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert wants_digest(membership)


def test_stopping_is_journaled_in_the_members_name() -> None:
    membership, _campaign = storm()

    Client().post(path_of(membership))
    Client().post(path_of(membership))

    with organization_scope(membership.organization_id):
        entries = JournalEntry.objects.filter(verb="digest.declined")
        assert list(entries.values_list("subject", "actor_kind", "actor_id")) == [
            (str(membership.pk), "member", membership.user_id)
        ]


def test_digest_can_be_turned_on_again(client: Client) -> None:
    membership, _campaign = storm()
    client.post(path_of(membership))

    response = client.post(path_of(membership), {"wanted": "on"})

    assert response.status_code == 200
    assert wants_digest(membership)


def test_link_speaks_for_one_membership_only(client: Client) -> None:
    membership, _campaign = storm()
    other = make_member(membership.organization)

    client.post(path_of(membership))

    assert wants_digest(other)


@pytest.mark.parametrize("change", [lambda path: path.replace("-", "-1", 1), lambda path: path[:-2] + "x/"])
def test_link_that_was_tampered_with_is_not_found(client: Client, change) -> None:  # type: ignore[no-untyped-def]
    membership, _campaign = storm()

    assert client.post(change(path_of(membership))).status_code == 404
    assert wants_digest(membership)


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Stop the daily digest?"), ("de", "Die tägliche Post abbestellen?")]
)
def test_page_speaks_the_members_language(client: Client, language: str, heading: str) -> None:
    membership, _campaign = storm(language=language)

    assert heading in client.get(path_of(membership)).content.decode()
