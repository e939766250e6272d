"""Rows: ingest against COPY, few posts against many, and what a dashboard asks."""

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from time import perf_counter

from accounts.scope import organization_scope
from campaigns.listening import queries
from campaigns.listening.verifying import differences, mend, recountable_campaigns
from tests.benchmarks.taking_in.bare_tables import bare_tables
from tests.benchmarks.taking_in.corpus import BATCH, DAYS, POSTS_AN_AUTHOR
from tests.benchmarks.taking_in.place import Place, place, take_turns
from tests.factories import NOW

ROUNDS = 5
POSTS = 1_000_000
FEW, SOME, MANY = 10_000, 100_000, 5_000_000
WINDOW = 25_000
ASKED = 30
Figures = dict[str, list[float]]
"""What was measured: name -> a value for each round."""


def against_copy(scale: float) -> Figures:
    """A million posts by ingest into one database and by COPY into another, batch by batch in turns; each round is a fifth of them."""
    each = _batches(POSTS * scale / ROUNDS)
    found: Figures = {"ingest_of_copy": [], "ingest_rate": [], "copy_rate": []}
    with place("ingest") as ours, place("copy") as bare:
        bare.as_owner(_authors(bare, 0, each * ROUNDS))
        with ours.entered(), bare.copying() as copy:
            for number in range(ROUNDS):
                ingested, copied = take_turns(number * each, each, [ours.take_in, copy])
                for name, value in zip(found, (ingested / copied, ingested, copied), strict=True):
                    found[name].append(value)
            _check(ours, each * ROUNDS)
    return found


def by_size(scale: float) -> Figures:
    """What ingest and dashboards cost with many posts, against the same with few; both in turns, round by round."""
    sizes = {"few": FEW, "some": max(FEW, int(SOME * scale)), "many": max(FEW, int(MANY * scale))}
    with ExitStack() as stack:
        places = {label: stack.enter_context(place(label)) for label in sizes}
        for label, posts in sizes.items():
            fill(places[label], posts)
        found = _dashboards(places["few"], places["many"])
        found["rate_when_large"] = []
        for number in range(ROUNDS):
            some, many = (_rate(places[label], sizes[label], number) for label in ("some", "many"))
            found["rate_when_large"].append(many / some)
    return found


def _rate(here: Place, present: int, number: int) -> float:
    """Posts a second, on top of those that are present; the first batch of a connection makes its plans and is not counted."""
    each = WINDOW + BATCH
    first = present + number * each
    with here.entered():
        take_turns(first, BATCH, [here.take_in])
        [rate] = take_turns(first + BATCH, WINDOW, [here.take_in])
    return rate


def _dashboards(few: Place, many: Place) -> Figures:
    found: Figures = {}
    for _ in range(ROUNDS):
        least, most = _asked(few), _asked(many)
        for name, seconds in most.items():
            found.setdefault(name, []).append(seconds / least[name])
    return found


def _batches(posts: float) -> int:
    """About so many posts, in whole batches."""
    return max(1, round(posts / BATCH)) * BATCH


def fill(here: Place, posts: int) -> None:
    """So many posts, made inside the database, checked as friendly, counted, and tidied up after as autovacuum would."""
    values = {"campaign": here.campaign.id, "posts": posts, "days": DAYS, "each": POSTS_AN_AUTHOR}
    with here.owner() as owner, bare_tables(owner):
        owner.execute(_authors(here, 0, posts))
        owner.execute("ANALYZE campaigns_author")
        owner.execute(_POSTS % values)
    here.as_owner("ANALYZE campaigns_post")
    with here.entered():
        (campaign,) = recountable_campaigns()
        mend(campaign)
    here.as_owner("VACUUM (ANALYZE) campaigns_post, campaigns_author, campaigns_hourlymetric")


def _authors(here: Place, first: int, until: int) -> str:
    """The statement that makes the authors of these posts."""
    numbers = {"first": first // POSTS_AN_AUTHOR, "until": until // POSTS_AN_AUTHOR}
    return _AUTHORS % {"campaign": here.campaign.id, **numbers}


def _asked(here: Place) -> dict[str, float]:
    """How long each question takes, in the middle of many."""
    campaign = here.campaign.id
    questions: dict[str, Callable[[], object]] = {
        "hourly": lambda: queries.hourly_series(campaign, since=NOW, until=NOW + timedelta(days=DAYS)),
        "totals": lambda: queries.totals(campaign),
        "top": lambda: list(queries.top_posts(campaign, limit=6)),
    }
    times: dict[str, list[float]] = {name: [] for name in questions}
    with here.entered(), organization_scope(here.campaign.organization_id):
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
    FROM generate_series(0, %(posts)s::bigint - 1) AS number JOIN campaigns_author AS author
        ON author.native_id = 'https://mastodon.example/users/fan' || number / %(each)s
            AND author.campaign_id = '%(campaign)s' AND author.network = 'mastodon'
"""
