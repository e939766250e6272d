"""The page in small, as it would be with what is being typed: what is asked, of whom, and how a post would look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from campaigns.authoring.facts import days_before
from campaigns.authoring.forms import NEW_COMPANY, EventForm, StageForm, WishForm
from campaigns.authoring.hashtags import split_hashtags
from campaigns.authoring.posts_forms import PostsForm
from campaigns.enums import SamplePurpose
from campaigns.listening.connectors import connectors
from campaigns.models import Campaign, Company, CompanyAccount
from campaigns.networks.composing import ShareText, TextRules, compose, count


@dataclass(frozen=True)
class Length:
    """How long the post is on one network, in that network's own way of counting."""

    network: str
    label: str
    length: int
    limit: int


@dataclass(frozen=True)
class Glimpse:
    """The page in small, in one language."""

    language: str
    organization: str
    event: str
    place: str
    wish: str
    company: str
    deadline: datetime | None
    time_zone: str
    post: str
    lengths: Sequence[Length]


def glimpse_of(campaign: Campaign, form: StageForm | None = None) -> Glimpse:
    """The campaign as it is saved, with what can be read of a bound form in its place. Within the scope."""
    said = _said(form)
    languages = said.get("languages") or campaign.languages
    spoken = (get_language() or "")[:2]
    language = spoken if spoken in languages else languages[0]
    company, mentions = _company(campaign, said)
    post, lengths = _post(campaign, form, language, mentions)
    starts_at = said.get("event_starts_at", campaign.event_starts_at)
    return Glimpse(
        language=language,
        organization=campaign.organization.name,
        event=said.get(f"event_name_{language}") or said.get("event_name", campaign.event_title),
        place=said.get("event_place", campaign.event_place),
        wish=said.get(f"wish_{language}", campaign.wish.get(language, "")),
        company=company,
        deadline=_deadline(campaign, said, starts_at),
        time_zone=said.get("time_zone", campaign.time_zone),
        post=post,
        lengths=lengths,
    )


def _said(form: StageForm | None) -> Mapping[str, Any]:
    """What can be read of the form, its moments in their time zone."""
    if form is None or not form.is_bound:
        return {}
    form.is_valid()
    said: dict[str, Any] = dict(form.cleaned_data)
    if isinstance(form, EventForm):
        form.zone = said.get("time_zone", form.zone)
    if isinstance(form, EventForm | WishForm):
        moments = {"event_starts_at", "event_ends_at", "deadline"} & said.keys()
        said |= {name: form.moment(name) for name in moments}
    return said


def _deadline(campaign: Campaign, said: Mapping[str, Any], starts_at: datetime | None) -> datetime | None:
    days = said.get("deadline_days_before", campaign.deadline_days_before)
    if days is None:
        own: datetime | None = said.get("deadline", campaign.deadline)
        return own
    return days_before(starts_at, days, said.get("time_zone", campaign.time_zone)) if starts_at else None


def _company(campaign: Campaign, said: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
    """The company's name, and its handles by network."""
    chosen = said.get("company")
    if chosen == NEW_COMPANY:
        handles = {
            key.removeprefix("handle_"): text for key, text in said.items() if key.startswith("handle_")
        }
        return said.get("company_name", ""), {
            name: text.lstrip("@") for name, text in handles.items() if text
        }
    company = campaign.company if chosen is None else _company_chosen(chosen)
    if company is None:
        return "", {}
    return company.name, dict(CompanyAccount.objects.filter(company=company).values_list("network", "handle"))


def _company_chosen(chosen: str) -> Company | None:
    return Company.objects.filter(id=chosen).first() if chosen else None


def _post(
    campaign: Campaign, form: StageForm | None, language: str, mentions: Mapping[str, str]
) -> tuple[str, Sequence[Length]]:
    """The first sample post as it would be posted, and how long it is on each network."""
    text, tags = _written(campaign, form, language)
    if not text:
        return "", ()
    lengths, first = [], ""
    for name, connector in connectors().items():
        mention = f"@{mentions[name]}" if name in mentions else ""
        share = ShareText(opening=text, mention=mention, hashtags=tuple(tags), url=campaign.page_url)
        first = first or compose(share, connector.text_rules).text
        lengths.append(
            Length(
                name,
                str(connector.network.label),
                _length(share, connector.text_rules),
                connector.text_rules.limit,
            )
        )
    return first, lengths


def _length(share: ShareText, rules: TextRules) -> int:
    """Before anything is shortened."""
    parts = [share.opening, share.mention, *(f"#{tag}" for tag in share.hashtags), share.url]
    return count(" ".join(part for part in parts if part), rules)


def _written(campaign: Campaign, form: StageForm | None, language: str) -> tuple[str, Sequence[str]]:
    """The sentence and the hashtags: as typed in their step, else as saved."""
    if isinstance(form, PostsForm) and form.is_bound:
        data = form.cleaned_data
        beginning = f"sample_{language}_{SamplePurpose.ASK}_"
        texts = [data[name] for name in form.fields if name.startswith(beginning) and data.get(name)]
        return (texts[0] if texts else ""), split_hashtags(data.get("hashtags", ""))
    asks = [
        row.text
        for row in campaign.sample_posts.all()
        if (row.language, row.purpose) == (language, SamplePurpose.ASK)
    ]
    return (asks[0] if asks else ""), [tag.text for tag in campaign.hashtags.all()]
