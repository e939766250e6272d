"""News for supporters, and the ladder they climb."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.ladder import ladder_of
from campaigns.authoring.updates import NobodyReads, publish_update, withdraw_update
from campaigns.enums import Channel, Step, Visitors
from campaigns.models import Campaign, SaidPost, Update
from campaigns.pages.operations import count_step
from candyplatform.base.errors import Forbidden, Invalid, NotFound
from tests.factories import NOW, make_campaign, make_member, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    return make_organization()


@pytest.fixture
def campaign(owner: Membership) -> Campaign:
    return make_campaign(owner, state="live")


def publish(campaign: Campaign, owner: Membership, **texts: str) -> Update:
    return publish_update(campaign=campaign, texts=texts, actor=actor_of(owner), now=NOW)


def verbs(campaign: Campaign) -> list[str]:
    with organization_scope(campaign.organization_id):
        return list(JournalEntry.objects.filter(verb__startswith="update.").values_list("verb", flat=True))


def test_update_is_published_and_taken_back(owner: Membership, campaign: Campaign) -> None:
    update = publish(campaign, owner, de=" Sie rufen an. ", en="", fr="Non.")
    assert update.text == {"de": "Sie rufen an."}
    withdraw_update(update=update, actor=actor_of(owner), now=NOW)
    with pytest.raises(NotFound):
        withdraw_update(update=update, actor=actor_of(owner), now=NOW)
    assert sorted(verbs(campaign)) == ["update.published", "update.withdrawn"]


@pytest.mark.parametrize("texts", [{}, {"de": " "}, {"en": "x" * 2001}])
def test_update_says_something_short(texts: dict[str, str], owner: Membership, campaign: Campaign) -> None:
    with pytest.raises(Invalid) as raised:
        publish(campaign, owner, **texts)
    assert set(raised.value.fields) == {"text_en" if "en" in texts else "text_de"}
    assert verbs(campaign) == []


def test_update_needs_somebody_to_read_it(owner: Membership) -> None:
    with pytest.raises(NobodyReads):
        publish(make_campaign(owner), owner, de="Hallo.")


def test_update_is_not_for_viewers(owner: Membership, campaign: Campaign) -> None:
    viewer = make_member(owner.organization, Role.VIEWER)
    with pytest.raises(Forbidden):
        publish(campaign, viewer, de="Hallo.")


def test_news_are_told_from_the_desk(client: Client, owner: Membership, campaign: Campaign) -> None:
    address = reverse("campaign_news", args=[campaign.organization.slug, campaign.slug])
    client.force_login(owner.user)
    assertContains(
        client.get(reverse("campaign_desk", args=[campaign.organization.slug, campaign.slug])), address
    )
    assertContains(client.post(address, {"text_de": ""}), "Write something first", status_code=422)
    assertRedirects(client.post(address, {"text_de": "Sie rufen an."}), address)
    assertContains(client.get(address), "Sie rufen an.")
    with organization_scope(campaign.organization_id):
        update = Update.objects.get()
    assert update.written_by_id == owner.user_id
    withdraw = reverse("campaign_news_withdraw", args=[campaign.organization.slug, campaign.slug, update.pk])
    assertRedirects(client.post(withdraw), address)
    assertNotContains(client.get(address), "Sie rufen an.")
    assert client.post(withdraw).status_code == 404


def test_ladder_counts_people_by_step_and_way(client: Client, owner: Membership, campaign: Campaign) -> None:
    taken = [
        (Step.OPENED, "mastodon", Visitors.PEOPLE, 3),
        (Step.CLICKED, "mastodon", Visitors.PEOPLE, 2),
        (Step.VISITED, "x", Visitors.PEOPLE, 2),
        (Step.VISITED, "", Visitors.PEOPLE, 1),
        (Step.VISITED, "x", Visitors.BOTS, 4),
    ]
    for step, channel, visitors, times in taken:
        for _ in range(times):
            count_step(campaign=campaign, step=step, channel=channel, sample=0, visitors=visitors, now=NOW)
    with organization_scope(campaign.organization_id):
        for number, status in enumerate(("waiting", "found")):
            SaidPost.objects.create(
                organization_id=campaign.organization_id,
                campaign=campaign,
                network="x",
                digest=str(number),
                status=status,
                said_at=NOW,
            )
        ladder = ladder_of(campaign)
    assert [rung.count for rung in ladder.rungs] == [3, 2, 2, 1]
    assert [(way.label, way.count) for way in ladder.ways] == [(Channel.X.label, 2), ("Another way", 1)]
    assert ladder.programs == 4
    client.force_login(owner.user)
    response = client.get(reverse("campaign_desk", args=[campaign.organization.slug, campaign.slug]))
    assertContains(response, "From the page to a post")
    assertContains(response, "4 visits of programs are not counted among them.")
