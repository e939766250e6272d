"""Pages to look at, with everything on them, without a database."""

from datetime import timedelta
from types import SimpleNamespace as Thing

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe

from candyplatform.base import clock

WISH = "Dear @telekom_hilft, please help us get an internet line in time for EduCamp."
NETWORKS = ("Mastodon", "Bluesky", "X", "Threads")
ANSWERED = ("answered", "closed")


def _sample(text: str) -> Thing:
    shares = [Thing(network=name.lower(), name=name, url="https://example.org/share") for name in NETWORKS]
    return Thing(text=text, full_text=f"{text} #telekomhilf", mail_url="mailto:?subject=x", shares=shares)


def _posts() -> list[Thing]:
    return [
        Thing(
            network=name.lower(),
            network_name=name,
            handle=f"somebody.with.a.long.name@{name.lower()}.example",
            text="Please help. #telekomhilf",
            language="en",
            posted_at=clock.now(),
            url="https://example.org/post",
            by="supporter",
        )
        for name in NETWORKS
    ]


def _coverage() -> list[Thing]:
    line = {"status_label": "Status", "heard_at": clock.now(), "reason": ""}
    states = ("measured", "interrupted", "not_measured", "waiting")
    return [
        Thing(network=name.lower(), name=name, status=status, **line)
        for name, status in zip(NETWORKS, states, strict=True)
    ]


def _answer() -> Thing:
    return Thing(
        kind="promised",
        kind_label="Promised",
        text="We are on it. Details by tomorrow - deal?",
        took="58 minutes",
        promised_for=clock.now().date(),
        evidence_url="https://example.org/answer",
    )


def poster(state: str) -> Thing:
    """A campaign's poster in this state, with every part filled."""
    now = clock.now()
    return Thing(
        state=state,
        state_label=state,
        outcome="fulfilled" if state == "closed" else "",
        outcome_label="Fulfilled" if state == "closed" else "",
        title="Internet for EduCamp",
        wish=WISH,
        story_html=mark_safe("<p>The technician can only come <strong>after</strong> the weekend.</p>"),
        organization="EduCamp e. V.",
        time_zone="Europe/Berlin",
        event=Thing(name="EduCamp", place="Hamburg", dates="19-21 April", url="https://example.org/"),
        company=Thing(name="Telekom hilft (demo)", mention="@telekom_hilft"),
        starts_at=now + timedelta(days=1),
        deadline=now + timedelta(days=3, hours=4),
        closed_at=now,
        sample=_sample("Dear Telekom, please help."),
        more_samples=[_sample("We look forward to EduCamp."), _sample("A line would be wonderful.")],
        numbers=[
            Thing(key="posts", label="friendly posts", value="12"),
            Thing(key="people", label="people", value="9"),
        ],
        clock=[Thing(label="Telekom, April 2013", value="1 hour", percent=100, tone="plum", key="")],
        wall=_posts(),
        wall_url="/wall/",
        wall_mark="12",
        answer=_answer() if state in ANSWERED else None,
        coverage=_coverage(),
        page_url="https://candystorm.example/educamp/internet/",
        image_url="",
        live_url="/numbers/",
        report_url="/report/",
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
