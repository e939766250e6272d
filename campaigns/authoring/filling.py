"""A campaign's own words back into the steps' forms."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from campaigns.authoring.content import LanguageMap
from campaigns.authoring.forms import NEW_COMPANY, EventForm, StageForm, WishForm
from campaigns.authoring.posts_forms import CheckForm, PostsForm, sample_name
from campaigns.authoring.stages import CHECK, EVENT, POSTS, WISH, Stage
from campaigns.models import Campaign, Company, SamplePost


def form_of(campaign: Campaign, stage: Stage, data: QueryDict | None) -> StageForm:
    """A step's form, filled by the campaign, or by what was typed. Within the scope."""
    return _FORMS[stage.name](campaign, data, initial_of(campaign, stage))


def initial_of(campaign: Campaign, stage: Stage) -> dict[str, Any]:
    """What a step's form shows of a campaign. Within the scope."""
    return _INITIAL[stage.name](campaign)


def companies_to_choose() -> list[Company]:
    """The companies staff verified, by name."""
    return list(Company.objects.filter(verified_at__isnull=False).order_by("name", "id"))


def _event_form(campaign: Campaign, data: QueryDict | None, initial: Mapping[str, Any]) -> StageForm:
    return EventForm(data, initial=dict(initial))


def _wish_form(campaign: Campaign, data: QueryDict | None, initial: Mapping[str, Any]) -> StageForm:
    return WishForm(data, initial=dict(initial), companies=companies_to_choose(), zone=campaign.time_zone)


def _posts_form(campaign: Campaign, data: QueryDict | None, initial: Mapping[str, Any]) -> StageForm:
    written = Counter(name.rpartition("_")[0] for name in initial if name.startswith("sample_"))
    sent = Counter(name.rpartition("_")[0] for name in data or () if name.startswith("sample_"))
    most = max(max(written.values(), default=0), max(sent.values(), default=1) - 1)
    return PostsForm(data, initial=dict(initial), languages=list(campaign.languages), samples=most)


def _check_form(campaign: Campaign, data: QueryDict | None, initial: Mapping[str, Any]) -> StageForm:
    return CheckForm(data, initial=dict(initial), zone=campaign.time_zone)


def _initial_event(campaign: Campaign) -> dict[str, Any]:
    names = ("event_name", "event_place", "event_url", "time_zone")
    filled = {name: getattr(campaign, name) for name in names}
    filled |= _by_language("event_name", campaign.event_names)
    return filled | {name: _wall(campaign, name) for name in ("event_starts_at", "event_ends_at")}


def _initial_wish(campaign: Campaign) -> dict[str, Any]:
    filled: dict[str, Any] = {"languages": list(campaign.languages), "deadline": _wall(campaign, "deadline")}
    filled["deadline_days_before"] = campaign.deadline_days_before
    for name in ("title", "wish", "story"):
        filled |= _by_language(name, getattr(campaign, name))
    return filled | _company(campaign)


def _initial_posts(campaign: Campaign) -> dict[str, Any]:
    tags = " ".join(str(tag) for tag in campaign.hashtags.all())
    return {"hashtags": tags, **_samples(list(campaign.sample_posts.all()))}


def _initial_check(campaign: Campaign) -> dict[str, Any]:
    return {"slug": campaign.slug, "starts_at": _wall(campaign, "starts_at")}


_INITIAL: Mapping[str, Callable[[Campaign], dict[str, Any]]] = {
    EVENT.name: _initial_event,
    WISH.name: _initial_wish,
    POSTS.name: _initial_posts,
    CHECK.name: _initial_check,
}
_FORMS: Mapping[str, Callable[[Campaign, QueryDict | None, Mapping[str, Any]], StageForm]] = {
    EVENT.name: _event_form,
    WISH.name: _wish_form,
    POSTS.name: _posts_form,
    CHECK.name: _check_form,
}


def _wall(campaign: Campaign, name: str) -> datetime | None:
    """A moment as the clocks there show it, to the minute: a form asks for no more."""
    moment: datetime | None = getattr(campaign, name)
    if moment is None:
        return None
    return moment.astimezone(ZoneInfo(campaign.time_zone)).replace(tzinfo=None, second=0, microsecond=0)


def _by_language(name: str, texts: LanguageMap) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in texts.items()}


def _samples(samples: list[SamplePost]) -> dict[str, str]:
    filled: dict[str, str] = {}
    numbers: Counter[tuple[str, str]] = Counter()
    for sample in samples:
        key = (sample.language, sample.purpose)
        filled[sample_name(*key, numbers[key])] = sample.text
        numbers[key] += 1
    return filled


def _company(campaign: Campaign) -> dict[str, str]:
    company = campaign.company
    if company is None:
        return {"company": ""}
    if company.verified_at:
        return {"company": str(company.id)}
    handles = company.accounts.values_list("network", "handle")
    return {
        "company": NEW_COMPANY,
        "company_name": company.name,
        "company_website": company.website,
        **{f"handle_{network}": handle for network, handle in handles},
    }
