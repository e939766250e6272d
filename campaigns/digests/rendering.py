"""A digest as a letter: subject, text, HTML and its picture, in the running language and the reader's time zone."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.mail import InlineImage
from accounts.templatetags.words import duration
from campaigns.answers.queries import response_time
from campaigns.digests.content import MEASURES, Content
from campaigns.drawing.charts import HEIGHT, WIDTH, gist, hourly_chart_png
from campaigns.drawing.ticks import clock_time, day, number
from campaigns.enums import CampaignState
from campaigns.listening.coverage import Coverage
from campaigns.models import Answer, Campaign, Post
from campaigns.models.feed import FeedStatus

CHART = "chart@candystorm"
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
LONGEST_TITLE = 120
LONGEST_POST = 280
# Telekom's hour was told in words, not to the minute.
FASTER = 0.9


@dataclass(frozen=True)
class Letter:
    """A mail's content, ready to be queued."""

    subject: str
    text: str
    html: str
    images: list[InlineImage]


@dataclass(frozen=True)
class Row:
    """A line of the numbers: what, how much so far, and how much more than last time ("" for no change)."""

    label: str
    value: str
    change: str


@dataclass(frozen=True)
class NetworkRow:
    """A network, its posts ("" where none are measured), and what is to say about it ("" when all is well)."""

    label: str
    posts: str
    note: str


@dataclass(frozen=True)
class Quote:
    """Words of somebody, where and when they stand, and what to add."""

    text: str
    by: str
    when: str
    url: str
    note: str


def render(content: Content, *, unsubscribe_url: str) -> Letter:
    """The letter in the language that is on."""
    subject = f"{_title(content, LONGEST_TITLE)}: {headline(content)}"
    context = _context(content) | {"subject": subject, "unsubscribe_url": unsubscribe_url}
    return Letter(
        subject=subject,
        text=_BLANK_LINES.sub("\n\n", render_to_string("campaigns/digests/mail.txt", context)).strip() + "\n",
        html=render_to_string("campaigns/digests/mail.html", context),
        images=[_chart(content)] if content.points else [],
    )


def headline(content: Content) -> str:
    """The digest in a few words: the most important thing first."""
    company = content.campaign.company
    if content.campaign.state == CampaignState.CLOSED:
        return _("it is done")
    if content.new_answers:
        return _("%(company)s answered") % {"company": company.name if company else _("the company")}
    if content.candidates:
        return _("an answer to confirm")
    posts = content.changes["posts"]
    if posts > 0:
        return ngettext("%(count)s new post", "%(count)s new posts", posts) % {"count": number(posts)}
    return _("a quiet start") if content.is_first else _("a quiet day")


def _context(content: Content) -> dict[str, object]:
    campaign = content.campaign
    zone = ZoneInfo(content.time_zone)
    desk = _desk_url(content)
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "title": _title(content),
        "headline": headline(content),
        "campaign": campaign,
        "organization": content.campaign.organization,
        "since": _when(content.digest.since, zone),
        "is_quiet": content.is_quiet,
        "is_first": content.is_first,
        "rows": _rows(content),
        "networks": _networks(content),
        "chart": f"cid:{CHART}" if content.points else "",
        "chart_size": (WIDTH, HEIGHT),
        "gist": gist(content.points, answered_at=content.answered_at, time_zone=content.time_zone),
        "posts": [_post(post, zone) for post in content.top_posts],
        "answers": [_answer(content, answer, zone) for answer in content.new_answers],
        "candidates": [_answer(content, answer, zone) for answer in content.candidates],
        "clock": _clock(content),
        "step": content.step,
        "step_url": campaign.page_url if content.step.place == "page" else desk,
        "page_url": campaign.page_url,
        "desk_url": desk,
    }


def _title(content: Content, longest: int = 500) -> str:
    campaign = content.campaign
    return Truncator(campaign.in_language(campaign.title) or campaign.slug).chars(longest)


def _desk_url(content: Content) -> str:
    arguments = [content.campaign.organization.slug, content.campaign.slug]
    return f"{settings.SITE_URL}{reverse('campaign_desk', args=arguments)}"


def _rows(content: Content) -> list[Row]:
    labels = [_("Posts"), _("People"), _("Favorites"), _("Reposts"), _("Replies")]
    totals = content.totals.as_dict()
    return [
        Row(label, number(totals[name]), _change(content.changes[name]))
        for name, label in zip(MEASURES, labels, strict=True)
    ]


def _change(value: int) -> str:
    if value == 0:
        return ""
    return f"+{number(value)}" if value > 0 else f"\N{MINUS SIGN}{number(-value)}"


def _networks(content: Content) -> list[NetworkRow]:
    rows = []
    for coverage in content.coverage:
        totals = content.by_network.get(coverage.network)
        posts = number(totals.posts if totals else 0) if coverage.is_measured or totals else ""
        rows.append(NetworkRow(coverage.label, posts, _coverage_note(content.campaign, coverage)))
    return rows


def _coverage_note(campaign: Campaign, coverage: Coverage) -> str:
    """What is to say about how a network is heard. Of one that was heard until the end: nothing."""
    has_stopped = campaign.state == CampaignState.CLOSED and coverage.status != FeedStatus.NOT_MEASURED
    if has_stopped:
        return ""
    return str(coverage.reason or ("" if coverage.is_measured else FeedStatus(coverage.status).label))


def _post(post: Post, zone: ZoneInfo) -> Quote:
    note = ngettext("%(count)s reaction", "%(count)s reactions", post.reactions) % {
        "count": number(post.reactions)
    }
    by = f"{post.author}, {post.get_network_display()}" if post.author.handle else str(post.author)
    return Quote(_short(post.text), by, _when(post.posted_at, zone), post.url, note if post.reactions else "")


def _answer(content: Content, answer: Answer, zone: ZoneInfo) -> Quote:
    company = content.campaign.company
    took = response_time(content.campaign, answer.said_at)
    notes = []
    if took is not None:
        notes.append(_("after %(duration)s") % {"duration": duration(took)})
    if answer.promised_for:
        day_format = pgettext("date format", "j F Y")
        told = formats.date_format(answer.promised_for, day_format)
        notes.append(_("promised for %(date)s") % {"date": told})
    kind = answer.get_kind_display() if answer.kind else answer.get_status_display()
    text = answer.text or (answer.post.text if answer.post else "")
    url = answer.evidence_url or (answer.post.url if answer.post else "")
    by = f"{company.name if company else _('The company')}: {kind}"
    return Quote(_short(text), by, _when(answer.said_at, zone), url, ", ".join(notes))


def _clock(content: Content) -> str:
    """What the response clock shows, in a sentence; empty when it never ran."""
    clock = content.clock
    elapsed = clock.elapsed(content.digest.until)
    if elapsed is None:
        return ""
    if clock.first is None:
        return _("People have waited for an answer for %(duration)s.") % {"duration": duration(elapsed)}
    if clock.first < clock.benchmark * FASTER:
        return _("The first answer came after %(duration)s: faster than Telekom in 2013.") % {
            "duration": duration(elapsed)
        }
    if clock.beats_benchmark:
        return _("The first answer came after %(duration)s: as fast as Telekom in 2013.") % {
            "duration": duration(elapsed)
        }
    return _("The first answer came after %(duration)s.") % {"duration": duration(elapsed)}


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST_POST)


def _when(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{day(local)}, {clock_time(local)}"


def _chart(content: Content) -> InlineImage:
    png = hourly_chart_png(content.points, answered_at=content.answered_at, time_zone=content.time_zone)
    return {"cid": CHART, "type": "image/png", "base64": base64.b64encode(png).decode()}
