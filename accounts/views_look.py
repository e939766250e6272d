"""Every part of the look on one page, for the eye, for screenshots and for accessibility tests. Only with DEBUG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from accounts.templatetags.look import STATES
from candyplatform.base import clock

# What campaigns.drawing.charts draws, in short.
_CHART = """
<svg class="chart-picture" viewBox="0 0 560 150" role="img" aria-label="Posts per hour">
  <line class="chart-axis" x1="60" x2="548" y1="120" y2="120"/><path class="chart-bar" d="{}"/>
  <line class="chart-answer" x1="298" x2="298" y1="0" y2="120" stroke-width="2.5" stroke-dasharray="6 5"/>
  <text class="chart-answer" x="306" y="14">Answer</text><text class="chart-label" x="60" y="142">08:00</text>
</svg>"""
TONES = ("berry", "mint", "lemon", "plum")


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="What the campaign is called, in a few words.")
    wish = forms.CharField(label="Wish", widget=forms.Textarea, required=False)
    email = forms.EmailField(label="E-mail")
    company = forms.ChoiceField(label="Company", choices=[("", "Choose one"), ("t", "Telekom hilft (demo)")])
    deadline = forms.DateTimeField(
        label="Deadline", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    languages = forms.MultipleChoiceField(
        label="Languages", choices=[("de", "Deutsch"), ("en", "English")], widget=forms.CheckboxSelectMultiple
    )
    digest = forms.BooleanField(label="Send me a digest every morning", required=False)


@dataclass(frozen=True)
class _Author:
    handle: str


@dataclass(frozen=True)
class _Post:
    network: str
    get_network_display: str
    author: _Author
    text: str
    role: str
    posted_at: datetime
    url: str = "https://example.org/"
    language: str = "en"


def _posts(now: datetime) -> Sequence[_Post]:
    words = "Dear Telekom, 200 teachers meet in Hamburg and have no internet. Could you help, please? #telekomhilf"
    answer = "Hello EduCamp, we are on it. Details by tomorrow - deal?"
    return (
        _Post("mastodon", "Mastodon", _Author("carla@bildung.social"), words, "supporter", now),
        _Post("bluesky", "Bluesky", _Author("telekomhilft.bsky.social"), answer, "company", now),
    )


def _chart() -> dict[str, object]:
    heights = (4, 9, 22, 60, 96, 71, 40, 28, 17, 12, 9, 5)
    bars = (f"M{60 + 40 * i} 120V{120 - height}h32V120z" for i, height in enumerate(heights))
    return {
        "id": "posts",
        "title": "Posts per hour",
        "note": "Europe/Berlin",
        "picture": format_html(_CHART, " ".join(bars)),
        "table": {
            "title": "Posts per hour",
            "head": ["Hour", "Posts"],
            "rows": [[f"{8 + i}:00", height] for i, height in enumerate(heights)],
            "hide_title": True,
        },
    }


def _context(now: datetime) -> dict[str, object]:
    return {
        "tones": TONES,
        "states": STATES,
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({"wrong-title": "", "wrong-email": "nobody"}, prefix="wrong"),
        "posts": _posts(now),
        "deadline": now + timedelta(days=3, hours=4),
        "chart": _chart(),
        "step": {
            "tone": "berry",
            "title": "Publish your campaign",
            "text": "Everything is there. Staff look at it within a day.",
            "act": {"label": "Submit it for review", "url": "#main"},
            "other": {"label": "Go on writing", "url": "#forms"},
        },
        "icons": (
            "mail",
            "copy",
            "link",
            "arrow",
            "back",
            "people",
            "candy",
            "heart",
            "megaphone",
            "calendar",
        ),
    }


def look(request: HttpRequest) -> HttpResponse:
    """The page `/dev/look/`."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "dev/look.html", _context(clock.now()))
