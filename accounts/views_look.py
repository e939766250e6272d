"""Every part of the look on one page, for the eye, for screenshots and for accessibility tests. Only with DEBUG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.templatetags.look import STATES
from candyplatform.base import clock

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
    bars = [
        {"x": 8 + i * 7.5, "y": 130 - h, "width": 5.5, "height": h, "series": 1 + i % 3}
        for i, h in enumerate(heights)
    ]
    return {
        "id": "posts",
        "title": "Posts per hour",
        "height": 156,
        "base": 130,
        "bars": bars,
        "y_lines": [{"y": 30, "text": "100"}, {"y": 130, "text": "0"}],
        "x_labels": [{"x": 10.75 + i * 7.5, "text": f"{8 + i}:00"} for i in range(0, 12, 2)],
        "marks": [{"x": 44.5, "text": "Answer"}],
        "series": ["Mastodon", "Bluesky", "Other"],
        "table": {
            "title": "Posts per hour",
            "head": ["Hour", "Posts"],
            "rows": [[f"{8 + i}:00", h] for i, h in enumerate(heights)],
        },
    }


def _context(now: datetime) -> dict[str, object]:
    shares = [{"network": n.lower(), "name": n, "url": "#"} for n in ("Mastodon", "Bluesky", "X", "Threads")]
    return {
        "tones": TONES,
        "states": STATES,
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({"wrong-title": "", "wrong-email": "nobody"}, prefix="wrong"),
        "posts": _posts(now),
        "deadline": now + timedelta(days=3, hours=4),
        "sample": {
            "text": "…",
            "full_text": "Dear Telekom, please help.",
            "mail_url": "mailto:?subject=x",
            "shares": shares,
        },
        "chart": _chart(),
        "steps": [
            {"label": "Event", "done": True, "url": "#"},
            {"label": "Wish", "current": True},
            {"label": "Company"},
            {"label": "Review"},
        ],
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
