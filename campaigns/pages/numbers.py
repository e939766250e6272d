"""The moving numbers of a campaign's page. Nothing found and nothing measured never look the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.templatetags.words import duration
from campaigns.answers.queries import ResponseClock
from campaigns.enums import CampaignState
from campaigns.listening.coverage import Coverage
from campaigns.listening.queries import Totals
from campaigns.models import Campaign, Company
from campaigns.models.feed import FeedStatus
from campaigns.pages import wording
from campaigns.pages.queries import Heard

NOT_MEASURED = "–"  # noqa: RUF001 - a dash, as in a table: not a zero
_TONES = {"acknowledged": "mint", "promised": "mint", "fulfilled": "mint", "declined": "plum"}
# The shortest bar that can still be seen.
_SHORTEST = 2


@dataclass(frozen=True)
class Number:
    """One tile; `key` is its name in the JSON of moving numbers."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class ClockBar:
    """One bar of the response clock, `percent` of the longest one; `key` where it still moves."""

    label: str
    value: str
    percent: int
    tone: str
    key: str = ""


@dataclass(frozen=True)
class CoverageLine:
    """How one network is heard; `posts` is "" where nothing can be said about them."""

    network: str
    name: str
    status: str
    status_label: str
    is_measured: bool
    posts: str
    heard_at: datetime | None
    reason: str | Promise
    is_partly: bool = False


def tiles(heard: Heard) -> Sequence[Number]:
    """The numbers in large type."""
    labels = {
        "posts": _("posts"),
        "people": _("people joined in"),
        "reactions": _("likes, shares and replies"),
    }
    return [Number(key, labels[key], value) for key, value in _values(heard).items()]


def live(campaign: Campaign, heard: Heard, *, wall: str, now: datetime) -> Mapping[str, object]:
    """What `live.json` says: the campaign's state, each moving number as it is shown, and the mark of its wall."""
    has_ended = campaign.state == CampaignState.CLOSED
    numbers = _values(heard) | {"measured": measured(coverage_lines(heard, has_ended=has_ended))}
    if heard.clock.is_running:
        numbers["clock"] = duration(heard.clock.elapsed(now))
    return {"state": campaign.state, "numbers": numbers, "wall": wall}


def counts(heard: Heard) -> dict[str, int]:
    """What was counted, by the keys of the tiles. Whether it was measured at all, `heard` says."""
    totals = heard.totals
    reactions = totals.favorites + totals.reposts + totals.replies
    return {"posts": totals.posts, "people": totals.people, "reactions": reactions}


def _values(heard: Heard) -> dict[str, str]:
    return {
        key: wording.number(count) if heard.is_measured else NOT_MEASURED
        for key, count in counts(heard).items()
    }


def coverage_lines(heard: Heard, *, has_ended: bool) -> Sequence[CoverageLine]:
    """Every network the platform knows, measured or not. When the campaign `has_ended`, so has the listening."""
    line_of = _ended_line if has_ended else _line
    return [
        line_of(coverage, heard.by_network.get(coverage.network, Totals())) for coverage in heard.coverage
    ]


def _line(coverage: Coverage, totals: Totals) -> CoverageLine:
    return CoverageLine(
        network=coverage.network,
        name=coverage.label,
        status=coverage.status,
        status_label=_("Partly measured") if coverage.partly else str(FeedStatus(coverage.status).label),
        is_measured=coverage.is_measured,
        posts=wording.number(totals.posts) if coverage.heard_at else "",
        heard_at=coverage.heard_at,
        reason=coverage.reason,
        is_partly=coverage.partly,
    )


def _ended_line(coverage: Coverage, totals: Totals) -> CoverageLine:
    if coverage.status == FeedStatus.NOT_MEASURED:
        return _line(coverage, totals)
    return CoverageLine(
        network=coverage.network,
        name=coverage.label,
        status="closed",
        status_label=_("Ended"),
        is_measured=totals.posts > 0,
        posts=wording.number(totals.posts) if totals.posts else "",
        heard_at=None,
        reason=_("Listening ended with the campaign."),
    )


def measured(lines: Sequence[CoverageLine]) -> str:
    """One sentence for each way of being heard or not; it stands right under the numbers."""
    heard = [line for line in lines if line.is_measured]
    names = {
        status: wording.names([line.name for line in lines if line.status == status and not line.is_measured])
        for status in FeedStatus.values
    }
    sentences = {
        _("Counted on %(networks)s."): wording.names([line.name for line in heard if not line.is_partly]),
        _("Counted in part: %(networks)s."): wording.names([line.name for line in heard if line.is_partly]),
        _("Interrupted: %(networks)s."): names[FeedStatus.INTERRUPTED],
        _("Not asked yet: %(networks)s."): names[FeedStatus.WAITING],
        _("Not measured: %(networks)s."): names[FeedStatus.NOT_MEASURED],
    }
    return " ".join(sentence % {"networks": listed} for sentence, listed in sentences.items() if listed)


def clock_bars(clock: ResponseClock, *, company: Company | None, now: datetime) -> Sequence[ClockBar]:
    """The time to each kind of answer beside Telekom's hour, the measure of all candystorms."""
    mine = [(kind.label, kind.after, _TONES[kind.kind], "") for kind in clock.kinds]
    running = clock.elapsed(now) if clock.is_running else None
    if running is not None:
        name = company.name if company else ""
        mine = [(_("Waiting for %(company)s") % {"company": name}, running, "lemon", "clock")]
    if not mine:
        return ()
    measure = (_("Telekom, in April 2013"), clock.benchmark, "plum", "")
    longest = max(after for _label, after, _tone, _key in (*mine, measure)) or timedelta(minutes=1)
    return [
        ClockBar(label, duration(after), max(round(100 * (after / longest)), _SHORTEST), tone, key)
        for label, after, tone, key in (measure, *mine)
    ]
