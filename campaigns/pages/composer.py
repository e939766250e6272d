"""The composer of a campaign's page: what its template takes, and what came of what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from campaigns.enums import Network, SamplePurpose
from campaigns.listening.servers import host_in, known_rules
from campaigns.models import Campaign
from campaigns.networks.composing import TextRules
from campaigns.pages import shares
from campaigns.pages.invitation import invitation
from campaigns.pages.purpose import purpose_of
from campaigns.pages.queries import Found

OWN_LIMIT, SAMPLE_LIMIT = 1000, 1000
_TURNS_KEPT = 24 * 3600


@dataclass(frozen=True)
class Prompt:
    """A question that helps to a sentence of one's own, and how the answer may begin."""

    question: str
    begins: str


@dataclass(frozen=True)
class Composer:
    """The whole context of the composer's template. `language` is that of the sentences, not of the page."""

    draft: shares.Draft
    more: Sequence[shares.Sample]
    language: str
    frame: shares.Frame
    picks: Sequence[shares.Pick]
    prompts: Sequence[Prompt]
    first: shares.Shown
    full_text: str
    mail_url: str
    say_url: str
    step_url: str
    posted_url: str
    shown: shares.Shown | None = None
    server_problem: str = ""

    @property
    def hashtag_line(self) -> str:
        """What is added behind each sentence."""
        return " ".join(f"#{tag}" for tag in self.frame.hashtags)


@dataclass(frozen=True)
class Sent:
    """What somebody sent without scripts, as it came."""

    own: str
    sample: str
    sample_number: str
    network: str
    server: str


def composer(found: Found, *, wanted_sample: str, turn: int) -> Composer | None:
    """What to start from; None while there is nothing to say. `wanted_sample` is what the address says, "" for nothing."""
    purpose = purpose_of(found.campaign)
    if not purpose:
        return None
    ready = shares.samples(_texts(found, purpose))
    first = shares.chosen(len(ready), wanted_sample, turn=turn)
    return _composer(found, shares.Draft(ready[first]), [*ready[first + 1 :], *ready[:first]])


def composed(found: Found, sent: Sent) -> Composer | None:
    """The composer with what somebody sent in it, and the text that comes of it."""
    begun = composer(found, wanted_sample=sent.sample_number, turn=0)
    if begun is None:
        return None
    options = shares.picks(begun.frame, sent.network)
    pick = next(pick for pick in options if pick.is_chosen)
    host = host_in(sent.server) if pick.host_pattern else ""
    sample = replace(begun.draft.sample, text=_tidy(sent.sample, SAMPLE_LIMIT))
    own = _tidy(sent.own, OWN_LIMIT)
    draft = shares.Draft(sample, own, pick.network, host)
    if not draft.opening:  # nobody sends a bare mention
        draft = replace(draft, sample=begun.draft.sample)
    return replace(
        begun,
        draft=replace(draft, server=host or sent.server.strip()[:200]),  # as it was typed, to be mended
        picks=options,
        full_text=begun.frame.full_text(draft),
        shown=shares.shown(begun.frame, draft, rules=_rules(pick.network, host)),
        server_problem=_server_problem(sent.server) if pick.host_pattern and not host else "",
    )


def next_turn(key: str, *, otherwise: int) -> int:
    """The next number for this key: whoever asks after somebody gets another one. `otherwise` while the cache is away."""
    try:
        cache.add(f"turn:{key}", otherwise, _TURNS_KEPT)
        return int(cache.incr(f"turn:{key}"))
    except (RedisError, ValueError):
        return otherwise


def _composer(found: Found, draft: shares.Draft, more: Sequence[shares.Sample]) -> Composer:
    campaign = found.campaign
    frame = shares.Frame(
        company=campaign.company_name,
        hashtags=found.hashtags,
        short_url=campaign.short_url,
        handles=found.handles,
    )
    purpose = purpose_of(campaign)
    language = _sample_language(found, purpose)
    options = shares.picks(frame, "")
    started = replace(draft, network=next(pick.network for pick in options if pick.is_chosen))
    return Composer(
        draft=started,
        more=more,
        language=language,
        frame=frame,
        picks=options,
        prompts=_prompts(campaign, purpose, language),
        first=shares.shown(frame, started),
        full_text=frame.full_text(started),
        mail_url=invitation(campaign, purpose),
        say_url=_url(campaign, "say"),
        step_url=_url(campaign, "step"),
        posted_url=_url(campaign, "posted"),
    )


def _url(campaign: Campaign, name: str) -> str:
    address = reverse(f"campaign_{name}", args=[campaign.organization.slug, campaign.slug])
    return f"{address}?lang={get_language()}"


def _prompts(campaign: Campaign, purpose: str, language: str) -> list[Prompt]:
    """Three questions in the language of the page; what they begin with is in that of the sentences."""
    if purpose == SamplePurpose.THANK:
        questions = [_("What it means to me"), _("What I'll do now"), _("What I wish you")]
    else:
        questions = [_("What the event means to me"), _("Who I'd bring"), _("What I hope for")]
    with translation.override(language):
        event = campaign.event_title or campaign.organization.name
        if purpose == SamplePurpose.THANK:
            begins = [_("To me, this means "), _("Now I can "), _("I wish you ")]
        else:
            begins = [_("To me, %(event)s means ") % {"event": event}, _("I'd bring along "), _("I hope ")]
    return [Prompt(question, begin) for question, begin in zip(questions, begins, strict=True)]


def _sample_language(found: Found, purpose: str) -> str:
    """The page's language when there are sentences in it, else the campaign's first that has any."""
    wanted = get_language() or settings.LANGUAGE_CODE
    written = {row.language for row in found.samples if row.purpose == purpose}
    return next((code for code in (wanted, *found.campaign.languages) if code in written), wanted)


def _texts(found: Found, purpose: str) -> Sequence[tuple[int, str]]:
    """The organizer's sentences; where there are none, one of ours."""
    language = _sample_language(found, purpose)
    texts = [
        (row.id, row.text) for row in found.samples if (row.purpose, row.language) == (purpose, language)
    ]
    if texts:
        return texts
    if purpose == SamplePurpose.ASK:
        return [(0, found.campaign.in_language(found.campaign.wish))]
    company = found.campaign.company_name
    return [(0, _("Thank you for listening, %(company)s.") % {"company": company})]


def _tidy(text: str, limit: int) -> str:
    return "\n".join(text.replace("\x00", "").splitlines()).strip()[:limit]


def _rules(network: str, host: str) -> TextRules | None:
    return known_rules(Network(network), host) if host else None


def _server_problem(typed: str) -> str:
    if not typed.strip():
        return ""
    return _("This is no server. Type its name with the dot, like mastodon.social.")
