"""What campaigns are written with."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from rest_framework import serializers

from api.bodies import Body, LanguageMapInput, Line, Moment
from campaigns.authoring.content import CampaignFacts, CompanyProposal, ExternalRef, SampleText
from campaigns.enums import Language, Network, Outcome, SamplePurpose

# Where an operation's name of a field stands in the body.
POINTERS: Mapping[str, str] = {
    **{
        f"{name}_{code}": f"/{name}/{code}" for name in ("title", "wish", "story") for code in Language.values
    },
    **{f"event_{name}": f"/event/{name}" for name in ("name", "place", "starts_at", "ends_at", "url")},
    **{f"handle_{network}": "/proposed_company/accounts" for network in Network.values},
    **{f"event_name_{code}": f"/event/names/{code}" for code in Language.values},
    "time_zone": "/event/time_zone",
    "image_url": "/event/image_url",
    "company": "/company_id",
    "company_name": "/proposed_company/name",
    "company_website": "/proposed_company/website",
    "handles": "/proposed_company/accounts",
    "unfinished": "",
}
_LINES = ("name", "place", "url")
_TOGETHER = ("slug", "languages", "title", "wish", "story", "company_id", "deadline", "deadline_days_before", "starts_at")  # fmt: skip


class EventBody(Body):
    """The event that the wish is for."""

    name = Line(help_text="Needed, or else one of its `names`.")
    names = LanguageMapInput(
        required=False, help_text="What it is called in languages in which it is not called `name`."
    )
    place = Line()
    starts_at = Moment(required=False, allow_null=True)
    ends_at = Moment(required=False, allow_null=True)
    url = Line()
    image_url = Line(
        help_text="Where its picture is, to be fetched. One that the organizer put there stays; take it away at `event-picture/`.",
    )
    time_zone = serializers.CharField(required=False, help_text="Such as `Europe/Berlin`.")


class SamplePostBody(Body):
    """A friendly text that supporters start from."""

    language = serializers.ChoiceField(choices=Language.choices)
    purpose = serializers.ChoiceField(
        choices=SamplePurpose.choices,
        default=SamplePurpose.ASK.value,
        help_text="`ask` before the company's answer, `thank` after it.",
    )
    text = serializers.CharField(help_text="Without mention, hashtags and link: they are added.")


class AccountBody(Body):
    """A company's own account on a network."""

    network = serializers.ChoiceField(choices=Network.choices)
    handle = serializers.CharField(help_text="What people mention, or the address of its profile.")


class ProposedCompanyBody(Body):
    """A company that the platform does not know yet."""

    name = serializers.CharField()
    website = Line()
    accounts = AccountBody(many=True)


class ExternalRefBody(Body):
    """What the event is called in the tool that it comes from."""

    system = serializers.CharField(max_length=100, help_text="Such as the host name of a ticket shop.")
    organizer = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    event = serializers.CharField(max_length=100)


class CampaignBody(Body):
    """A campaign's facts. What is left out stays as it is; maps and lists are replaced as a whole."""

    slug = serializers.CharField(required=False, help_text="The last part of its page's address.")
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=Language.choices),
        required=False,
        help_text="A new campaign needs one.",
    )
    title = LanguageMapInput(required=False, help_text="Needed, or else the event's name.")
    wish = LanguageMapInput(required=False, help_text="What is asked, in one sentence.")
    story = LanguageMapInput(required=False, help_text="Why, in Markdown.")
    event = EventBody(required=False)
    company_id = serializers.UUIDField(required=False, allow_null=True, help_text="One of the companies.")
    proposed_company = ProposedCompanyBody(required=False, help_text="In place of `company_id`.")
    deadline = Moment(required=False, allow_null=True, help_text="By when an answer is needed.")
    deadline_days_before = serializers.IntegerField(
        required=False,
        allow_null=True,
        help_text="In place of `deadline`: so many days before the event starts, and moved with it.",
    )
    starts_at = Moment(required=False, allow_null=True, help_text="When it is to go live; null: at once.")
    hashtags = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="The most important one first."
    )
    sample_posts = SamplePostBody(many=True, required=False)


class NewCampaignBody(CampaignBody):
    """A new campaign; or, where its `external_ref` is known, another draft of that one."""

    external_ref = ExternalRefBody(required=False)


class HashtagsBody(Body):
    """All hashtags of a campaign."""

    hashtags = serializers.ListField(child=serializers.CharField(), help_text="The most important one first.")


class SamplePostsBody(Body):
    """All sample posts of a campaign."""

    sample_posts = SamplePostBody(many=True)


class CloseBody(Body):
    """How it ended."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)


class DuplicateBody(Body):
    """When the new event starts."""

    event_starts_at = Moment(
        required=False, allow_null=True, help_text="Its end and the deadline keep their distance from it."
    )


def content_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """A body's values as `create_campaign` and `revise_campaign` take them."""
    samples = values.get("sample_posts")
    return {
        "facts": _facts(values),
        "hashtags": values.get("hashtags"),
        "sample_posts": None if samples is None else samples_of(samples),
        "proposal": _proposal(values.get("proposed_company")),
    }


def samples_of(values: Iterable[Mapping[str, str]]) -> list[SampleText]:
    """Sample posts as operations take them."""
    return [SampleText(value["language"], value["text"], value["purpose"]) for value in values]


def external_ref_of(values: Mapping[str, Any]) -> ExternalRef | None:
    """What the campaign is called elsewhere, if that was said."""
    given = values.get("external_ref")
    return ExternalRef(**given) if given else None


def image_url_of(values: Mapping[str, Any]) -> str:
    """Where the event's picture is; "" where that was not said."""
    return values.get("event", {}).get("image_url") or ""


def _facts(values: Mapping[str, Any]) -> CampaignFacts:
    facts = {name: values[name] for name in _TOGETHER if name in values}
    for name, value in values.get("event", {}).items():
        if name == "image_url":  # no fact of the campaign's own: it is fetched
            continue
        is_line = name in _LINES
        facts[name if name == "time_zone" else f"event_{name}"] = value or "" if is_line else value
    return cast("CampaignFacts", facts)


def _proposal(given: Mapping[str, Any] | None) -> CompanyProposal | None:
    if given is None:
        return None
    handles = {account["network"]: account["handle"] for account in given["accounts"]}
    return CompanyProposal(given["name"], given.get("website") or "", handles)
