"""`expand`: what is told with a campaign on demand is what its own address tells, for a few queries more."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from accounts.tokens.scopes import OFFERED
from api.campaigns.expanding import EXPANSIONS
from campaigns.authoring.updates import publish_update
from campaigns.gathering.operations import set_storm_hour
from campaigns.models import Campaign
from tests.api.conftest import Caller, caller_of
from tests.api.operations import LIST
from tests.api.story import tell
from tests.api.test_campaigns import QUERIES_OF_LIST
from tests.factories import NOW, make_campaign

pytestmark = pytest.mark.django_db
ALL = ",".join(EXPANSIONS)


def stormy(caller: Caller, news: int = 1) -> Campaign:
    """A campaign with something of everything that can be expanded."""
    campaign, actor = make_campaign(caller.membership, state="live"), actor_of(caller.membership)
    for number in range(news):
        at = NOW + timedelta(minutes=number)
        publish_update(campaign=campaign, texts={"en": f"News {number}"}, actor=actor, now=at)
    later = NOW + timedelta(days=1)
    set_storm_hour(
        campaign=campaign, starts_at=later, waves=2, apart=timedelta(minutes=30), actor=actor, now=NOW
    )
    return campaign


def test_what_is_expanded_is_what_its_own_address_tells(caller: Caller) -> None:
    for campaign in (stormy(caller), tell(caller.membership), make_campaign(caller.membership)):
        path = f"{LIST}{campaign.id}/"
        whole = caller.get(path).json()
        metrics = caller.get(f"{path}metrics/").json()
        expected = {
            "metrics": {name: metrics[name] for name in ("totals", "networks")},
            "updates": caller.get(f"{path}updates/").json()["results"],
            "storm_hour": caller.get(f"{path}storm-hour/").json(),
        }
        assert caller.get(path, {"expand": ALL}).json() == whole | expected
        assert caller.get(path, {"expand": "updates"}).json() == whole | {"updates": expected["updates"]}
        listed = caller.get(LIST, {"expand": ALL, "slug": campaign.slug}).json()["results"]
        assert listed == [whole | expected]


def test_field_that_is_not_expanded_is_an_error_that_says_how(caller: Caller) -> None:
    tell(caller.membership)
    for path in (LIST, f"{LIST}ein-netz-fuer-das-educamp/"):
        answer = caller.get(path, {"fields": "id,metrics.totals,storm_hour", "expand": "storm_hour"})
        (wrong,) = answer.json()["errors"]
        assert (answer.status_code, wrong["parameter"], wrong["code"]) == (400, "fields", "not_expanded")
        assert wrong["detail"] == "This is told with `expand=metrics` only: ask for that as well."


def test_latest_news_of_each_campaign_are_told(caller: Caller) -> None:
    stormy(caller, news=12)
    stormy(caller)
    told = caller.get(
        LIST, {"expand": "updates", "fields": "updates.text.en", "ordering": "created_at"}
    ).json()
    texts = sorted([update["text"]["en"] for update in one["updates"]] for one in told["results"])
    assert texts == [["News 0"], [f"News {number}" for number in range(11, 1, -1)]]


def test_expanding_takes_the_same_queries_for_one_and_three(caller: Caller) -> None:
    counted = []
    for number in range(3):
        stormy(caller)
        caller.get("/api/v1/companies/")  # the token's use is noted once a minute
        with CaptureQueriesContext(connection) as captured:
            assert caller.get(LIST, {"expand": ALL, "page_size": str(50 + number)}).status_code == 200
        counted.append(len(captured))
    # Numbers (2), news and storm hour.
    assert counted == [QUERIES_OF_LIST + 4] * 3


@pytest.mark.parametrize("of", ["", "{id}/"])
def test_what_cannot_be_expanded_is_told_with_what_can(caller: Caller, of: str) -> None:
    path = LIST + of.format(id=make_campaign(caller.membership).id)
    answer = caller.get(path, {"expand": "metrics,posts,colour"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error) == (
        400,
        {
            "code": "invalid_choice",
            "detail": "posts, colour cannot be expanded here. What can is: metrics, updates, storm_hour.",
            "pointer": None,
            "parameter": "expand",
        },
    )


def test_numbers_need_their_own_scope_also_where_a_copy_is_kept(caller: Caller) -> None:
    campaign = make_campaign(caller.membership)
    weak = caller_of(caller.membership, [scope for scope in OFFERED if scope != "metrics:read"])
    for path in (LIST, f"{LIST}{campaign.id}/"):
        assert caller.get(path, {"expand": ALL}).status_code == 200
        refused: Any = weak.get(path, {"expand": ALL})
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
        assert 'scope="metrics:read"' in refused["WWW-Authenticate"]
        assert weak.get(path, {"expand": "updates"}).status_code == 200
