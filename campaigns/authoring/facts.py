"""Making an organizer's facts fit to be kept: every problem is found at once, and said at its field."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from campaigns.authoring.content import (
    DAYS_BEFORE_LIMIT,
    SAMPLE_LIMIT,
    SAMPLES_LIMIT,
    STORY_LIMIT,
    TITLE_LIMIT,
    WISH_LIMIT,
    CampaignFacts,
    SampleText,
)
from campaigns.authoring.slugs import clean_slug
from campaigns.enums import Language, SamplePurpose
from campaigns.models import Campaign, Company
from candyplatform.base.errors import Invalid, Text

LINE_LIMIT = 150
ADDRESS_LIMIT = 200
_LIMITS = {"title": TITLE_LIMIT, "wish": WISH_LIMIT, "story": STORY_LIMIT}
_TOO_LONG = _("This is %(length)d letters long; at most %(limit)d fit.")
_check_url = URLValidator(schemes=["http", "https"])


def clean_facts(facts: CampaignFacts, *, before: Campaign | None) -> dict[str, Any]:
    """The given facts as model values. `before` is the campaign they change, None for a new one. Within the scope.

    Raises `Invalid` with a sentence for every field that cannot be kept: `title_de`, `event_url`, `company` and so on.
    """
    values: dict[str, Any] = dict(facts)
    wrong: dict[str, list[Text]] = {}
    for check in (_languages, _texts, _lines, _name, _title, _time_zone, _deadline, _times, _company, _slug):
        try:
            check(values, before)
        except Invalid as error:
            wrong |= error.fields
    if wrong:
        raise Invalid(fields=wrong)
    return values


def clean_samples(samples: Iterable[SampleText], languages: Iterable[str]) -> list[SampleText]:
    """The sample posts that say something, in languages of the campaign. Raises `Invalid` on `sample_posts`."""
    kept = [SampleText(s.language, one_line(s.text), s.purpose) for s in samples if s.text.strip()]
    wrong: list[Text] = []
    if any(len(sample.text) > SAMPLE_LIMIT for sample in kept):
        wrong.append(_("A sample post has at most %(limit)d letters.") % {"limit": SAMPLE_LIMIT})
    if len(kept) > SAMPLES_LIMIT:
        wrong.append(_("Keep at most %(limit)d sample posts.") % {"limit": SAMPLES_LIMIT})
    if not {sample.language for sample in kept} <= set(languages):
        wrong.append(_("Write sample posts only in the campaign's languages."))
    if not {sample.purpose for sample in kept} <= set(SamplePurpose.values):
        wrong.append(_("A sample post either asks or says thank you."))
    if wrong:
        raise Invalid(fields={"sample_posts": wrong})
    return kept


def one_line(text: str) -> str:
    """The text on one line, without doubled blanks and control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _languages(values: dict[str, Any], before: Campaign | None) -> None:
    if "languages" not in values and before:
        return
    chosen = [code for code in Language.values if code in values.get("languages", ())]
    if not chosen or set(values.get("languages", ())) - set(chosen):
        raise Invalid(fields={"languages": [_("Choose at least one language: German or English.")]})
    values["languages"] = chosen


def _texts(values: dict[str, Any], before: Campaign | None) -> None:
    wrong: dict[str, list[Text]] = {}
    languages = values.get("languages") or (before.languages if before else [])
    for name, limit in _LIMITS.items():
        tidy = _tidy_story if name == "story" else one_line
        for code, text in values.get(name, {}).items():
            problem = _text_problem(tidy(text or ""), code, limit, languages)
            if problem:
                wrong[f"{name}_{code}"] = [problem]
        kept = values.get(name, getattr(before, name, {}))
        kept = {
            code: tidy(text) for code, text in kept.items() if text and text.strip() and code in languages
        }
        if name in values or (before and kept != getattr(before, name)):
            values[name] = kept
    if wrong:
        raise Invalid(fields=wrong)


def _text_problem(text: str, code: str, limit: int, languages: Iterable[str]) -> Text:
    if text and code not in languages:
        return _("The campaign does not come in this language. Choose the language, or leave this out.")
    if len(text) > limit:
        return _TOO_LONG % {"length": len(text), "limit": limit}
    return ""


def _tidy_story(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _title(values: dict[str, Any], before: Campaign | None) -> None:
    """What a draft is known by, until it has a title: its event."""
    title = before.title if before and "title" not in values else values.setdefault("title", {})
    languages = values.get("languages", before.languages if before else [])
    name = values.get("event_name", before.event_name if before else "")
    if languages and not name and not any(title.get(code, "").strip() for code in languages):
        raise Invalid(fields={f"title_{languages[0]}": [_("Give the campaign a title, or name its event.")]})


def _deadline(values: dict[str, Any], before: Campaign | None) -> None:
    """A deadline that is counted from the event's start follows it; one that is named by itself follows nothing."""
    if values.get("deadline") and "deadline_days_before" not in values:
        values["deadline_days_before"] = None
    days = values.get("deadline_days_before", before.deadline_days_before if before else None)
    if days is None:
        return
    if not 0 <= days <= DAYS_BEFORE_LIMIT:
        raise Invalid(
            fields={"deadline": [_("Choose at most %(limit)d days before.") % {"limit": DAYS_BEFORE_LIMIT}]}
        )
    name = values.get(
        "time_zone", before.time_zone if before else Campaign._meta.get_field("time_zone").default
    )
    starts = _either(values, before, "event_starts_at")
    values["deadline"] = days_before(starts, days, name) if starts else None


def days_before(moment: datetime, days: int, time_zone: str) -> datetime:
    """So many days earlier at the same time of day, as clocks there show it. `time_zone` that nobody knows: in UTC."""
    zone = ZoneInfo(time_zone) if time_zone in available_timezones() else ZoneInfo("UTC")
    return moment.astimezone(zone) - timedelta(days=days)


def _lines(values: dict[str, Any], before: Campaign | None) -> None:
    wrong: dict[str, list[Text]] = {}
    for name in {"event_name", "event_place"} & values.keys():
        values[name] = one_line(values[name])
        if len(values[name]) > LINE_LIMIT:
            wrong[name] = [_TOO_LONG % {"length": len(values[name]), "limit": LINE_LIMIT}]
    if "event_names" in values:
        values["event_names"] = _names(values["event_names"], wrong)
    if values.get("event_url"):
        values["event_url"] = values["event_url"].strip()
        if not is_web_address(values["event_url"]):
            wrong["event_url"] = [_("Give the whole address, like https://example.org/event.")]
    if wrong:
        raise Invalid(fields=wrong)


def _names(names: Mapping[str, str], wrong: dict[str, list[Text]]) -> dict[str, str]:
    """What the event is called in our languages; what is too long stands in `wrong`."""
    kept = {code: one_line(names[code]) for code in Language.values if (names.get(code) or "").strip()}
    for code, name in kept.items():
        if len(name) > LINE_LIMIT:
            wrong[f"event_name_{code}"] = [_TOO_LONG % {"length": len(name), "limit": LINE_LIMIT}]
    return kept


def _name(values: dict[str, Any], before: Campaign | None) -> None:
    """An event with names has a name: in want of another, that in the first of the campaign's languages that has one."""
    names = values.get("event_names")
    if names and not values.get("event_name", before.event_name if before else ""):
        languages = values.get("languages", before.languages if before else [])
        values["event_name"] = next(names[code] for code in (*languages, *names) if code in names)


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address that a row can hold."""
    try:
        _check_url(text)
    except ValidationError:
        return False
    return len(text) <= ADDRESS_LIMIT


def _times(values: dict[str, Any], before: Campaign | None) -> None:
    starts, ends = _either(values, before, "event_starts_at"), _either(values, before, "event_ends_at")
    if starts and ends and ends < starts:
        raise Invalid(fields={"event_ends_at": [_("The event ends before it starts. Check both times.")]})
    opens, deadline = _either(values, before, "starts_at"), _either(values, before, "deadline")
    if opens and deadline and deadline <= opens:
        raise Invalid(
            fields={"deadline": [_("The deadline comes before the campaign goes live. Choose a later one.")]}
        )


def _either(values: Mapping[str, Any], before: Campaign | None, name: str) -> datetime | None:
    moment: datetime | None = values[name] if name in values else getattr(before, name, None)
    return moment


def _time_zone(values: dict[str, Any], before: Campaign | None) -> None:
    if "time_zone" in values and values["time_zone"] not in available_timezones():
        raise Invalid(fields={"time_zone": [_("Choose a time zone from the list, like Europe/Berlin.")]})


def _company(values: dict[str, Any], before: Campaign | None) -> None:
    company_id = values.get("company_id")
    if company_id and not Company.objects.filter(id=company_id).exists():
        raise Invalid(fields={"company": [_("Choose a company from the list, or propose a new one.")]})


def _slug(values: dict[str, Any], before: Campaign | None) -> None:
    if values.get("slug"):
        values["slug"] = clean_slug(values["slug"])
    elif before or "slug" in values:
        values.pop("slug", None)
