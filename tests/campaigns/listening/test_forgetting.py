"""Who asked to be forgotten is, everywhere, and numbers stay what the rows say."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import JournalEntry
from accounts.scope import organization_scope, staff_scope
from campaigns.listening import queries
from campaigns.listening.forgetting import ask_to_be_forgotten
from campaigns.listening.verifying import differences, recountable_campaigns
from campaigns.models import Author, Campaign, ForgottenAuthor, OptOut, Post
from campaigns.networks.simulator.simulator import Simulator, Start
from candyplatform.base.errors import Forbidden
from tests.factories import (
    NOW,
    STAFF,
    hear,
    log_in_with_second_factor,
    make_campaign,
    make_company,
    make_organization,
    make_user,
    post_seen,
)  # fmt: skip
from tests.storm.conftest import forget_networks, point_at
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
FAN = post_seen(1).author.handle


@pytest.fixture
def campaigns() -> list[Campaign]:
    """Two organizations' campaigns with posts by the same person and by somebody else."""
    made = [make_campaign(make_organization(slug=slug), state="live") for slug in ("one", "two")]
    for campaign in made:
        hear(
            campaign,
            post_seen(1),
            post_seen(70, author=post_seen(1).author),
            post_seen(2),
            kindness="friendly",
        )
    return made


@pytest.fixture(autouse=True)
def network_that_knows_nobody(settings: Settings) -> Iterator[Simulator]:
    """Mastodon as a simulator serves it, where none of the handles here is anybody's."""
    with Simulator(Start(posts=8)) as simulator:
        point_at(settings, simulator)
        yield simulator
    forget_networks()


def forget(handle: str = FAN) -> None:
    ask_to_be_forgotten(network="mastodon", handle=f" @{handle.upper()}", actor=STAFF, now=NOW)
    assert sweep_and_work(kinds=("author.forget",)) == 1


def totals(campaign: Campaign) -> queries.Totals:
    with organization_scope(campaign.organization_id):
        return queries.totals(campaign.id)


def test_author_is_forgotten_on_every_campaign_and_counted_no_more(campaigns: list[Campaign]) -> None:
    assert totals(campaigns[0]).people == 2
    forget()
    for campaign in campaigns:
        assert (totals(campaign).posts, totals(campaign).people, totals(campaign).favorites) == (1, 1, 2)
        with organization_scope(campaign.organization_id):
            assert Author.objects.get().handle == post_seen(2).author.handle
            assert Post.objects.count() == 1
            entry = JournalEntry.objects.get(verb="author.forgotten")
            assert (entry.subject, entry.details) == (str(campaign.id), {"posts": 2})
    assert [differences(campaign) for campaign in recountable_campaigns()] == [[], []]


def test_author_who_was_forgotten_is_not_stored_again(campaigns: list[Campaign]) -> None:
    forget()
    hear(campaigns[0], post_seen(1), post_seen(90, author=post_seen(1).author), post_seen(3))
    assert totals(campaigns[0]).posts == 2
    later = make_campaign(make_organization(slug="later"), state="live")
    hear(later, post_seen(1))
    with staff_scope():
        assert not Author.objects.filter(handle=FAN).exists()


def test_request_keeps_no_name_once_it_is_carried_out(campaigns: list[Campaign]) -> None:
    forget()
    with staff_scope():
        request = OptOut.objects.get()
        digest = ForgottenAuthor.objects.get().digest
    assert (request.handle, bool(request.done_at)) == ("", True)
    assert len(digest) == 64
    assert sweep_and_work(kinds=("author.forget",)) == 0


def test_person_nobody_heard_of_yet_is_known_by_their_id_on_the_network(
    network_that_knows_nobody: Simulator,
) -> None:
    person = next(post.author for post in network_that_knows_nobody.world.posts if post.network == "mastodon")
    forget(person.handle)
    campaign = make_campaign(make_organization(), state="live")
    author = type(post_seen(1).author)(id=person.id, handle=person.handle, url="")
    hear(campaign, post_seen(5, author=author, uri="theirs"))
    assert totals(campaign).posts == 0


def test_company_is_not_forgotten() -> None:
    make_company(handles={"mastodon": "telekomhilft@mastodon.example"})
    with pytest.raises(CommandError, match="company's account"):
        call_command("forget_author", "mastodon", "@TelekomHilft@mastodon.example")


def test_organizers_cannot_have_anybody_forgotten() -> None:
    with pytest.raises(Forbidden):
        ask_to_be_forgotten(network="mastodon", handle=FAN, actor=actor_of(make_organization()), now=NOW)


def test_command_takes_a_request(campaigns: list[Campaign]) -> None:
    out = StringIO()
    call_command("forget_author", "mastodon", FAN, stdout=out)
    assert "erases" in out.getvalue()
    sweep_and_work(kinds=("author.forget",))
    assert totals(campaigns[1]).people == 1


def test_staff_take_a_request_on_their_site(client: Client, campaigns: list[Campaign]) -> None:
    log_in_with_second_factor(client, make_user(is_staff=True))
    page = client.post("/admin/campaigns/optout/add/", {"network": "mastodon", "handle": f"@{FAN}"})
    assert page.status_code == 302, page.content
    sweep_and_work(kinds=("author.forget",))
    listed = client.get("/admin/campaigns/optout/").content.decode()
    assert FAN not in listed
    assert totals(campaigns[0]).people == 1
