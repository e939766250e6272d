"""A campaign's own words back into its form."""

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from campaigns.authoring.content import LanguageMap
from campaigns.authoring.forms import MOMENTS, NEW_COMPANY, sample_name
from campaigns.models import Campaign, Company, SamplePost


def companies_to_choose() -> list[Company]:
    """The companies staff verified, by name."""
    return list(Company.objects.filter(verified_at__isnull=False).order_by("name", "id"))


def initial_of(campaign: Campaign, samples: list[SamplePost]) -> dict[str, Any]:
    """What the form shows of a campaign. Within the scope."""
    zone = ZoneInfo(campaign.time_zone)
    names = ("languages", "event_name", "event_place", "event_url", "time_zone", "slug")
    filled: dict[str, Any] = {name: getattr(campaign, name) for name in names}
    for name in MOMENTS:
        moment = getattr(campaign, name)
        filled[name] = moment.astimezone(zone).replace(tzinfo=None) if moment else None
    for name in ("title", "wish", "story"):
        filled |= _by_language(name, getattr(campaign, name))
    filled["hashtags"] = " ".join(str(tag) for tag in campaign.hashtags.all())
    filled["seen"] = campaign.modified_at.isoformat()
    return filled | _company(campaign) | _samples(samples)


def initial_of_new(person: User, language: str) -> dict[str, Any]:
    """What a new campaign's form starts from."""
    return {"languages": [language], "time_zone": person.time_zone}


def most_samples(samples: list[SamplePost]) -> int:
    """How many sample posts there are at most of one language and purpose."""
    counted = Counter((sample.language, sample.purpose) for sample in samples)
    return max(counted.values(), default=0)


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
