"""Rows: ingest against COPY, few posts against many, and what a dashboard asks."""

import statistics
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

from accounts.scope import organization_scope
from campaigns.listening import queries
from campaigns.listening.verifying import differences, mend, recountable_campaigns
from tests.benchmarks.taking_in.corpus import DAYS, POSTS_AN_AUTHOR
from tests.benchmarks.taking_in.place import Place, place
from tests.factories import NOW

POSTS = 1_000_000
FEW, SOME, MANY = 10_000, 100_000, 5_000_000
WINDOW = 50_000
ASKED = 30


def against_copy(scale: float) -> dict[str, float]:
    """A million posts by ingest, then the same by COPY."""
    posts = int(POSTS * scale)
    with place() as here:
        ingested = here.take_in(0, posts)
        _check(here, posts)
        here.empty_posts(authors=False)
        copied = here.copy(0, posts)
    return {"ingest_of_copy": ingested / copied, "ingest_rate": ingested, "copy_rate": copied}


def growing(scale: float) -> dict[str, float]:
    """The rate of ingest on top of some posts and of many."""
    rates = []
    with place() as here:
        filled = 0
        for present in (int(SOME * scale), int(MANY * scale)):
            fill(here, filled, present)
            rates.append(here.take_in(present, max(5_000, int(WINDOW * scale))))
            filled = present + max(5_000, int(WINDOW * scale))
    return {"rate_when_large": rates[1] / rates[0]}


def dashboards(scale: float) -> dict[str, float]:
    """What a dashboard asks, at few posts and at many; medians of interleaved questions are of one state each."""
    times = []
    with place() as here:
        filled = 0
        for present in (FEW, max(FEW, int(MANY * scale))):
            fill(here, filled, present)
            times.append(_asked(here))
            filled = present
    return {name: times[1][name] / times[0][name] for name in times[0]}


def fill(here: Place, first: int, until: int) -> None:
    """Posts numbered from `first` below `until`, made inside the database, checked as friendly, counted, and tidied up after as autovacuum would."""
    here.as_owner(
        _AUTHORS % {"campaign": here.campaign.id, "first": first // POSTS_AN_AUTHOR, "until": until // POSTS_AN_AUTHOR + 1},
        _POSTS % {"campaign": here.campaign.id, "first": first, "until": until, "days": DAYS, "each": POSTS_AN_AUTHOR},
    )  # fmt: skip
    (campaign,) = recountable_campaigns()
    mend(campaign)
    here.as_owner("VACUUM (ANALYZE) campaigns_post, campaigns_author, campaigns_hourlymetric")


def _asked(here: Place) -> dict[str, float]:
    campaign = here.campaign.id
    questions: dict[str, Callable[[], object]] = {
        "hourly": lambda: queries.hourly_series(campaign, since=NOW, until=NOW + timedelta(days=DAYS)),
        "totals": lambda: queries.totals(campaign),
        "top": lambda: list(queries.top_posts(campaign, limit=6)),
    }
    times: dict[str, list[float]] = {name: [] for name in questions}
    with organization_scope(here.campaign.organization_id):
        for _ in range(ASKED):
            for name, question in questions.items():
                began = perf_counter()
                question()
                times[name].append(perf_counter() - began)
    return {name: statistics.median(spent) for name, spent in times.items()}


def _check(here: Place, posts: int) -> None:
    """A fast ingest that counted wrong would be worth nothing."""
    (campaign,) = recountable_campaigns()
    assert differences(campaign) == []
    with organization_scope(here.campaign.organization_id):
        assert queries.totals(here.campaign.id).posts == posts


_AUTHORS = """
    INSERT INTO campaigns_author (organization_id, campaign_id, network, native_id, handle, url, followers, is_bot)
    SELECT campaign.organization_id, campaign.id, 'mastodon', 'https://mastodon.example/users/fan' || name,
        'fan' || name || '@mastodon.example', 'https://mastodon.example/@fan' || name, name %% 900, false
    FROM generate_series(%(first)s::bigint, %(until)s::bigint) AS name, campaigns_campaign AS campaign
    WHERE campaign.id = '%(campaign)s' ON CONFLICT DO NOTHING
"""
_POSTS = """
    INSERT INTO campaigns_post (organization_id, campaign_id, network, author_id, uri, native_id, url, text, language, in_reply_to,
        role, kindness, is_sensitive, posted_at, heard_at, favorites, reposts, replies, refresh_step)
    SELECT author.organization_id, author.campaign_id, 'mastodon', author.id, 'https://mastodon.example/' || md5(number::text),
        number::text, 'https://mastodon.example/' || md5(number::text),
        'Liebe Telekom, bitte schaltet dem EduCamp bis Freitag eine Leitung. Danke! #telekomhilf ' || number, 'de', '',
        'supporter', 'friendly', false,
        timestamptz '2013-04-22 10:00Z' + make_interval(secs => (hashint8(number) & 2147483647) %% (%(days)s * 86400)),
        now(), hashint8(number) & 63, hashint8(number) & 7, 0, 0
    FROM generate_series(%(first)s::bigint, %(until)s::bigint - 1) AS number JOIN campaigns_author AS author
        ON author.native_id = 'https://mastodon.example/users/fan' || number / %(each)s
            AND author.campaign_id = '%(campaign)s' AND author.network = 'mastodon'
"""
