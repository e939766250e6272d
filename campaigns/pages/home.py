"""The home page's list of campaigns, and the demo's request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.scope import public_scope
from campaigns.pages.languages import language_of_text
from campaigns.pages.logos import logo_url
from campaigns.pages.queries import published, running

DEMO = ("educamp-demo", "internet")
# A supervisor that is there takes the request up within a second or two.
PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Card:
    """One running campaign. `posts` is None where nothing is measured: that is no zero."""

    url: str
    wish: str
    language: str
    company: str
    event: str
    organization: str
    logo_url: str
    state: str
    state_label: str
    posts: int | None


def cards() -> Sequence[Card]:
    """The campaigns that ask or thank just now, in the running language."""
    with public_scope():
        return [_card(campaign) for campaign in running()]


def _card(campaign: Any) -> Card:
    return Card(
        url=reverse("campaign_page", args=[campaign.organization.slug, campaign.slug]),
        wish=campaign.in_language(campaign.wish),
        language=language_of_text(campaign.wish, campaign.languages),
        company=campaign.company_name,
        event=campaign.event_title,
        organization=campaign.organization.name,
        logo_url=logo_url(campaign.organization.slug, campaign.logo_digest or ""),
        state=campaign.state,
        state_label=campaign.get_state_display(),
        posts=campaign.posts_heard if campaign.is_heard else None,
    )


def request_demo() -> None:
    """Ask the supervisor of `./dev up` for the demo: it looks for this file."""
    path = _request()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def is_demo_live() -> bool:
    """Whether the demo's campaign can be watched."""
    with public_scope():
        return published(*DEMO) is not None


def nobody_took_the_demo_up(now: datetime) -> bool:
    """Whether the request has been lying there for so long that no supervisor can be watching."""
    try:
        return now.timestamp() - _request().stat().st_mtime > PATIENCE_SECONDS
    except FileNotFoundError:
        return False


def _request() -> Path:
    return Path(settings.STATE_DIR) / "demo.requested"
