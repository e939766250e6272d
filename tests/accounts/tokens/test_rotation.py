"""Replacing a token, with an overlap."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.test import Client

from accounts.actors import actor_of
from accounts.models import ApiToken, JournalEntry, Membership
from accounts.scope import organization_scope
from accounts.tokens.operations import (
    InvalidToken,
    IssuedToken,
    TokenOver,
    authenticate,
    issue_token,
    revoke_token,
    rotate_token,
)
from accounts.tokens.queries import tokens_of
from candyplatform.base import clock
from candyplatform.base.errors import Invalid, NotFound
from tests.factories import NOW, make_organization, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/desk/educamp/tokens/"


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user("owner@example.org", language="en"), slug="educamp")


def issue(owner: Membership, *, expires_at: datetime | None = None, now: datetime = NOW) -> IssuedToken:
    scopes = ["campaigns:read", "metrics:read"]
    return issue_token(actor=actor_of(owner), name="Shop", scopes=scopes, expires_at=expires_at, now=now)


def rotate(
    owner: Membership, issued: IssuedToken, overlap: timedelta = DAY, now: datetime = NOW
) -> IssuedToken:
    return rotate_token(token_id=issued.token.id, overlap=overlap, actor=actor_of(owner), now=now)


def works(issued: IssuedToken, now: datetime) -> bool:
    try:
        authenticate(issued.secret, now=now)
    except InvalidToken:
        return False
    return True


def test_successor_has_another_secret_and_the_same_name_and_scopes(owner: Membership) -> None:
    old = issue(owner)
    new = rotate(owner, old)
    assert new.secret != old.secret
    assert (new.token.name, new.token.scopes, new.token.replaces_id) == (
        "Shop",
        old.token.scopes,
        old.token.id,
    )
    assert authenticate(new.secret, now=NOW).scopes == authenticate(old.secret, now=NOW).scopes
    with organization_scope(owner.organization_id):
        entry = JournalEntry.objects.get(verb="token.rotated")
    assert (entry.subject, entry.details["replaces"], entry.details["overlap"]) == (
        str(new.token.id),
        str(old.token.id),
        86400,
    )
    assert new.secret not in str(entry.details)


@pytest.mark.parametrize("overlap", [timedelta(), timedelta(hours=1), DAY, 7 * DAY])
def test_old_one_is_valid_for_the_overlap_and_no_longer(owner: Membership, overlap: timedelta) -> None:
    old = issue(owner)
    new = rotate(owner, old, overlap)
    if overlap:
        assert works(old, NOW + overlap - timedelta(seconds=1))
    assert (works(old, NOW + overlap), works(new, NOW + overlap)) == (False, True)


def test_own_end_of_the_old_one_is_not_put_off(owner: Membership) -> None:
    old = issue(owner, expires_at=NOW + DAY)
    rotate(owner, old, 7 * DAY)
    assert not works(old, NOW + DAY)


def test_successor_is_valid_as_long_as_the_old_one_was_made_for(owner: Membership) -> None:
    old = issue(owner, expires_at=NOW + 90 * DAY)
    assert rotate(owner, old, now=NOW + 80 * DAY).token.expires_at == NOW + 170 * DAY
    assert rotate(owner, issue(owner)).token.expires_at is None


def test_token_that_is_over_is_not_replaced(owner: Membership) -> None:
    replaced, revoked, expired = issue(owner), issue(owner), issue(owner, expires_at=NOW + DAY)
    rotate(owner, replaced)
    revoke_token(token_id=revoked.token.id, actor=actor_of(owner), now=NOW)
    for token in (replaced, revoked):
        with pytest.raises(TokenOver):
            rotate(owner, token)
    with pytest.raises(TokenOver):
        rotate(owner, expired, now=NOW + DAY)


def test_token_of_another_organization_is_not_replaced(owner: Membership) -> None:
    with pytest.raises(NotFound):
        rotate(make_organization("Elsewhere"), issue(owner))


@pytest.mark.parametrize("overlap", [timedelta(seconds=-1), 7 * DAY + timedelta(seconds=1)])
def test_overlap_that_cannot_be_is_refused(owner: Membership, overlap: timedelta) -> None:
    with pytest.raises(Invalid):
        rotate(owner, issue(owner), overlap)


@pytest.mark.django_db(transaction=True)
def test_row_cannot_replace_another_organizations_token(owner: Membership) -> None:
    theirs, mine = issue(make_organization("Elsewhere")), issue(owner)
    with pytest.raises(IntegrityError, match="same_organization"), organization_scope(owner.organization_id):
        ApiToken.objects.filter(id=mine.token.id).update(replaces_id=theirs.token.id)


@pytest.mark.django_db(transaction=True)
def test_two_who_replace_it_at_once_make_one_successor(owner: Membership) -> None:
    old, start, said = issue(owner), threading.Barrier(2), list[str]()

    def run() -> None:
        start.wait()
        try:
            rotate(owner, old)
            said.append("done")
        except (TokenOver, DatabaseError) as error:
            said.append(getattr(error, "code", str(error)))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(said) == ["done", "token_over"]


def listed(owner: Membership, now: datetime = NOW) -> Sequence[tuple[str, bool, bool]]:
    with organization_scope(owner.organization_id):
        rows = tokens_of(owner.organization_id, now=now)
    return [(row.token.prefix, row.is_usable, row.successor is None) for row in rows]


def test_list_shows_what_belongs_together(owner: Membership) -> None:
    first = issue(owner)
    second = rotate(owner, first, now=NOW + DAY)
    other = issue(owner, now=NOW + 2 * DAY)
    third = rotate(owner, second, now=NOW + 3 * DAY)
    assert listed(owner, NOW + 3 * DAY) == [
        (third.token.prefix, True, True),
        (second.token.prefix, True, False),
        (first.token.prefix, False, False),
        (other.token.prefix, True, True),
    ]


def test_page_replaces_a_token_and_shows_the_secret_once(owner: Membership) -> None:
    issued = issue(owner, now=clock.now())
    client = Client()
    client.force_login(owner.user)
    answer = client.post(f"{PAGE}{issued.token.id}/rotate/", {"hours": "1"})
    new = answer.context["issued"]
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert (new.secret in answer.content.decode(), works(new, clock.now())) == (True, True)
    page = client.get(PAGE).content.decode()
    assert (new.secret in page, f"replaced by {new.token.prefix}" in page) == (False, True)
    again = client.post(f"{PAGE}{issued.token.id}/rotate/", {"hours": "1"}, follow=True)
    assert "This token is over, or replaced already." in again.content.decode()
    unknown = client.post(f"{PAGE}{new.token.id}/rotate/", {"hours": "5"}, follow=True)
    assert "Choose how long the old token stays valid." in unknown.content.decode()


def test_page_tells_who_made_a_token(owner: Membership) -> None:
    owner.user.name = "Olga"
    owner.user.save()
    issue(owner, now=clock.now())
    client = Client()
    client.force_login(owner.user)
    assert "by Olga," in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_often_for_three_as_for_one(
    owner: Membership, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        rotate(owner, issue(owner))
    client = Client()
    client.force_login(owner.user)
    with django_assert_num_queries(12):
        client.get(PAGE)
