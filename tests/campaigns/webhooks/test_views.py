"""The desk's pages of webhooks."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import WebhookEndpoint
from campaigns.webhooks import operations
from candyplatform.base import clock
from tests.campaigns.webhooks.conftest import Place, work_on_webhooks
from tests.factories import make_member, make_organization
from tests.support.receiver import Answer

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/webhooks/"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")
HOOK = {"url": "https://tool.example/hook", "event_types": ["campaign.closed"], "payload": "thin"}


def login(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def secrets_in(answer: Any) -> set[str]:
    return set(SECRET.findall(answer.content.decode()))


def test_new_secret_is_shown_once(place: Place) -> None:
    client = login(place.membership)
    answer = client.post(PAGE, {**HOOK, "description": "Shop"})
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    with organization_scope(place.membership.organization_id):
        endpoint = WebhookEndpoint.objects.get()
    assert secrets_in(answer) == {endpoint.secret}
    again = client.get(PAGE)
    assert (secrets_in(again), "Shop" in again.content.decode()) == (set(), True)
    assert secrets_in(client.get(f"{PAGE}{endpoint.id}/")) == set()


def test_form_says_what_is_wrong(place: Place) -> None:
    answer = login(place.membership).post(PAGE, {"url": "http://tool.example", "payload": "thin"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["event_types"])
    answer = login(place.membership).post(PAGE, {**HOOK, "url": "http://tool.example"})
    assert answer.context["form"].errors == {"url": ["Give an address that begins with https://."]}


def test_webhook_is_changed_tried_turned_off_and_deleted(place: Place) -> None:
    endpoint, client = place.endpoint("campaign.closed"), login(place.membership)
    one = f"{PAGE}{endpoint.id}/"
    # The receiver's own address is http, which the form's check leaves to the operation.
    answer = client.post(
        one, {**HOOK, "url": endpoint.url, "event_types": ["campaign.answered"]}, follow=True
    )
    assert "Saved." in answer.content.decode()
    assert place.again(endpoint).event_types == ["campaign.answered"]
    client.post(f"{one}test/")
    work_on_webhooks()
    assert place.receiver.types == ["webhook.test"]
    assert "webhook.test" in client.get(one).content.decode()
    client.post(f"{one}turn/", {"off": ""})
    assert place.again(endpoint).off_because == "owner"
    answer = client.post(f"{one}test/", follow=True)
    assert "This webhook is off. Turn it on first." in answer.content.decode()
    client.post(f"{one}turn/", {"on": ""})
    assert place.again(endpoint).is_on
    assert client.post(f"{one}delete/", follow=True).redirect_chain == [(PAGE, 302)]
    assert client.get(one).status_code == 404


def test_secret_is_replaced(place: Place) -> None:
    endpoint, client = place.endpoint("campaign.closed"), login(place.membership)
    answer = client.post(f"{PAGE}{endpoint.id}/secret/", {"hours": "24"})
    changed = place.again(endpoint)
    assert secrets_in(answer) == {changed.secret}
    assert (changed.previous_secret, changed.secret != endpoint.secret) == (endpoint.secret, True)


def test_log_shows_what_came_back_and_sends_again(place: Place) -> None:
    endpoint, client = place.endpoint("campaign.published"), login(place.membership)
    place.receiver.answers.append(Answer(500, b"<b>Out of candy</b>"))
    place.campaign()
    work_on_webhooks()
    text = client.get(f"{PAGE}{endpoint.id}/").content.decode()
    assert "&lt;b&gt;Out of candy&lt;/b&gt;" in text
    [delivery] = place.deliveries()
    client.post(f"{PAGE}{endpoint.id}/messages/{delivery.event_id}/again/")
    work_on_webhooks()
    answer = client.post(f"{PAGE}{endpoint.id}/again/", {"hours": "1"}, follow=True)
    assert "1 message is sent again." in answer.content.decode()
    work_on_webhooks()
    assert [message.id for message in place.receiver.messages] == [delivery.event_id] * 3


def test_viewers_see_no_webhooks(place: Place) -> None:
    endpoint = place.endpoint("campaign.closed")
    client = login(make_member(place.membership.organization, "viewer"))
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}{endpoint.id}/").status_code == 403
    assert client.post(f"{PAGE}{endpoint.id}/delete/").status_code == 403
    assert "Webhooks" not in client.get("/desk/educamp/organization/").content.decode()
    editor = login(make_member(place.membership.organization, "editor"))
    assert editor.get(PAGE).status_code == 200
    assert PAGE in editor.get("/desk/educamp/organization/").content.decode()


def test_page_of_another_organization_does_not_exist(place: Place) -> None:
    endpoint = place.endpoint("campaign.closed")
    client = login(make_organization("Elsewhere", slug="elsewhere"))
    assert client.get(f"{PAGE}{endpoint.id}/").status_code == 404
    assert client.get(f"/desk/elsewhere/webhooks/{endpoint.id}/").status_code == 404
    assert client.post(f"/desk/elsewhere/webhooks/{endpoint.id}/delete/").status_code == 404
    assert place.again(endpoint).is_on


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_number_of_queries(
    place: Place, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client = login(place.membership)
    for _ in range(count):
        endpoint = place.endpoint("campaign.closed")
    for _ in range(count):
        operations.send_test(endpoint_id=endpoint.id, actor=place.actor, now=clock.now())
    with django_assert_num_queries(12):
        client.get(PAGE)
    with django_assert_num_queries(13):
        client.get(f"{PAGE}{endpoint.id}/")
