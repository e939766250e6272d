"""Pages to look at, with everything on them, without a database."""

from datetime import timedelta
from types import SimpleNamespace as Thing

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe

from campaigns.enums import Network, PostRole
from campaigns.models import Author, Post
from campaigns.pages import shares
from campaigns.pages.composer import Composer, Prompt
from campaigns.pages.numbers import ClockBar, CoverageLine, Number
from campaigns.pages.poster import Addresses, AnswerView, Company, Event, Poster, UpdateView, Wall
from campaigns.pages.stations import Station
from candyplatform.base import clock

WISH = "Dear @telekom_hilft, please help us get an internet line in time for EduCamp."
PAGE = "https://candystorm.example/educamp/internet/"
FRAME = shares.Frame(
    company="Telekom hilft",
    hashtags=("telekomhilf", "echh13"),
    short_url="https://candystorm.example/s/0123456789",
    handles={"mastodon": "telekomhilft@mastodon.social", "x": "Telekom_hilft"},
)
TEXTS = ("Dear Telekom, please help.", "We look forward to EduCamp.", "A line would be wonderful, please.")
ANSWERED = ("answered", "closed")


def _posts() -> list[Post]:
    return [
        Post(
            network=network.value,
            author=Author(handle=f"somebody.with.a.long.name@{network.value}.example"),
            text="Please help. #telekomhilf",
            language="en",
            posted_at=clock.now(),
            url="https://example.org/post",
            role=PostRole.SUPPORTER,
        )
        for network in Network
    ]


def _coverage() -> list[CoverageLine]:
    states = ("measured", "interrupted", "not_measured", "waiting")
    return [
        CoverageLine(
            network=network.value,
            name=network.label,
            status=status,
            status_label="Status",
            is_measured=status == "measured",
            posts="12",
            heard_at=clock.now(),
            reason="Not switched on here." if status == "not_measured" else "",
        )
        for network, status in zip(Network, states, strict=True)
    ]


def _answer() -> AnswerView:
    return AnswerView(
        kind="promised",
        kind_label="Promised",
        text="We are on it. Details by tomorrow - deal?",
        took="58 minutes",
        promised_for=clock.now().date(),
        evidence_url="https://example.org/answer",
    )


def composer() -> Composer:
    """The composer at its beginning."""
    first, *more = shares.samples([(number, text) for number, text in enumerate(TEXTS, start=1)])
    draft = shares.Draft(first, network="mastodon")
    return Composer(
        draft=draft,
        more=more,
        language="en",
        frame=FRAME,
        picks=shares.picks(FRAME, ""),
        prompts=[
            Prompt("What the event means to me", "To me, "),
            Prompt("Who I'd bring", "I'd bring "),
            Prompt("What I hope for", "I hope "),
        ],
        first=shares.shown(FRAME, draft),
        full_text=FRAME.full_text(draft),
        mail_url="mailto:?subject=Internet%20for%20EduCamp",
        say_url="/say/",
        step_url="/step/",
        posted_url="/posted/",
    )


def poster(state: str) -> Poster:
    """A campaign's poster in this state, with every part filled."""
    now = clock.now()
    is_answered = state in ANSWERED
    return Poster(
        state=state,
        state_label=state,
        outcome="fulfilled" if state == "closed" else "",
        outcome_label="Fulfilled" if state == "closed" else "",
        language="en",
        title="Internet for EduCamp",
        wish=WISH,
        story_html=mark_safe("<p>The technician can only come <strong>after</strong> the weekend.</p>"),
        organization="EduCamp e. V.",
        logo_url="",
        time_zone="Europe/Berlin",
        zone_name="Berlin",
        event=Event(name="EduCamp", place="Hamburg", dates="19-21 April", url="https://example.org/"),
        picture=None,
        company=Company(name="Telekom hilft (demo)", mention="@telekom_hilft"),
        starts_at=now + timedelta(days=1),
        deadline=now + timedelta(days=3, hours=4),
        closed_at=now,
        composer=None if state == "scheduled" else composer(),
        stations=[
            Station("Asked", now, "done"),
            Station("Answered", None, "now"),
            Station("Over", None, "next"),
        ],
        next_text="We wait for Telekom hilft.",
        updates=[UpdateView(mark_safe("<p>They have called us.</p>"), "en", now) for _ in range(4)],
        numbers=[Number("posts", "friendly posts", "12"), Number("people", "people", "9")],
        measured="Counted on Mastodon. Not measured: X and Threads.",
        clock=[
            ClockBar("Telekom, April 2013", "1 hour", 25, "plum"),
            ClockBar("Here", "4 hours", 100, "berry"),
        ],
        wall=Wall(
            posts=_posts(),
            live_url="/wall/",
            mark="12",
            more_url="/posts/?before=1-1",
            off_url="/posts/off/",
            kept_days=0,
        ),
        answers=[_answer()] if is_answered else [],
        answered_after="58 minutes" if is_answered else "",
        coverage=_coverage(),
        addresses=Addresses(
            page=PAGE,
            short="https://candystorm.example/s/0123456789",
            canonical=PAGE,
            alternates=[],
            report="/report/",
        ),
        live_url="/numbers/",
        head=None,
    )


def show_poster(request: HttpRequest, state: str) -> HttpResponse:
    """`/poster/STATE/?lang=de`."""
    with translation.override(request.GET.get("lang", "en")):
        return render(request, "campaigns/pages/campaign.html", {"poster": poster(state)})


def show_home(request: HttpRequest) -> HttpResponse:
    """The home page with one campaign."""
    campaign = Thing(
        url="/poster/live/",
        wish=WISH,
        company="Telekom",
        event="EduCamp",
        state="live",
        state_label="Live",
        posts=12,
    )
    with translation.override(request.GET.get("lang", "en")):
        return render(request, "campaigns/pages/home.html", {"campaigns": [campaign]})


class Storm:
    """What `/numbers/` answers, to be moved by a test; `asked` counts the requests, `unchanged` the 304s among them."""

    state = "live"
    posts = 12
    asked = 0
    unchanged = 0


def numbers(request: HttpRequest) -> HttpResponse:
    """The moving numbers, with an ETag."""
    Storm.asked += 1
    etag = f'"{Storm.state}-{Storm.posts}"'
    if request.headers.get("If-None-Match") == etag:
        Storm.unchanged += 1
        return HttpResponse(status=304, headers={"ETag": etag})
    return JsonResponse(
        {"state": Storm.state, "numbers": {"posts": str(Storm.posts)}, "wall": str(Storm.posts)},
        headers={"ETag": etag},
    )


def wall(request: HttpRequest) -> HttpResponse:
    """The posts, anew."""
    return render(request, "components/posts.html", {"posts": _posts()[:1]})
