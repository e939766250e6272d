"""What happens to campaigns, their posts, answers and companies, in words for the journal (`settings.JOURNAL_WORDS`)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.vocabulary import Details, Happening, Subject, Topic, Vocabulary
from campaigns.enums import AnswerKind, Language, Network, Outcome, ReportReason, WebhookEvent, WebhookOff
from campaigns.models import Campaign, Company, WebhookEndpoint


def _campaign_names(ids: Collection[str]) -> dict[str, str]:
    return {str(found.id): str(found) for found in Campaign.objects.filter(id__in=[UUID(key) for key in ids])}


def _company_names(ids: Collection[str]) -> dict[str, str]:
    return {str(found.id): found.name for found in Company.objects.filter(id__in=[UUID(key) for key in ids])}


def _webhook_names(ids: Collection[str]) -> dict[str, str]:
    found = WebhookEndpoint.objects.filter(id__in=[UUID(key) for key in ids])
    return {str(endpoint.id): str(endpoint) for endpoint in found}


def _campaigns() -> list[tuple[str, str]]:
    return [(str(campaign.id), str(campaign)) for campaign in Campaign.objects.order_by("-created_at")]


# What is told to have changed, and stands in a table of its own.
_NO_COLUMNS = {"event_image": _("Picture")}


def _changed_fields(details: Details) -> str:
    return _fields(details.get("changed", ()))


def _flagged_fields(details: Details) -> str:
    return _fields(details.get("fields", ()))


def _fields(names: Collection[str]) -> str:
    """`wish`, `title_de` as people read them: "Wish, Title (Deutsch)"."""
    return ", ".join(dict.fromkeys(_field(name) for name in names))


def _field(name: str) -> str:
    if name in _NO_COLUMNS:
        return str(_NO_COLUMNS[name])
    fields = {field.name: field for field in Campaign._meta.get_fields()}
    stem, _underscore, code = name.rpartition("_")
    if name not in fields and stem in fields and code in Language.values:
        return f"{_label(fields[stem])} ({Language(code).label})"
    field = fields.get(name) or fields.get(name.removesuffix("_id"))
    return _label(field) if field else capfirst(name.replace("_", " "))


def _label(field: Any) -> str:
    """What people call a field; of one that names a row, what they call such a row."""
    named = field.related_model._meta if field.related_model else field
    return capfirst(str(named.verbose_name))


def _kind_of_answer(details: Details) -> str:
    kind = details.get("kind") or details.get("before")
    return str(AnswerKind(kind).label) if kind in AnswerKind.values else ""


def _outcome(details: Details) -> str:
    outcome = details.get("outcome")
    return str(Outcome(outcome).label) if outcome in Outcome.values else ""


def _reason(details: Details) -> str:
    reason = details.get("reason")
    return str(ReportReason(reason).label) if reason in ReportReason.values else ""


def _networks(details: Details) -> str:
    names = details.get("networks", ())
    return ", ".join(Network(name).label if name in Network.values else name for name in names)


def _readers(details: Details) -> str:
    count = details.get("readers", 0)
    return ngettext("To %(count)d person.", "To %(count)d people.", count) % {"count": count}


def _posts(details: Details) -> str:
    count = details.get("posts", 0)
    return ngettext("%(count)d post.", "%(count)d posts.", count) % {"count": count}


def _waves(details: Details) -> str:
    count = len(details.get("waves", ()))
    return ngettext("%(count)d wave.", "%(count)d waves.", count) % {"count": count}


def _addresses(details: Details) -> str:
    count = details.get("addresses", 0)
    return ngettext("%(count)d address.", "%(count)d addresses.", count) % {"count": count}


def _events(details: Details) -> str:
    return ", ".join(
        str(WebhookEvent(name).label) for name in details.get("events", ()) if name in WebhookEvent.values
    )


def _why_off(details: Details) -> str:
    because = details.get("because")
    return str(WebhookOff(because).label) if because in WebhookOff.values else ""


_WHENCE = {
    "file": _("From a file."),
    "address": _("From its address."),
    "event": _("From the event's page."),
}


def _whence(details: Details) -> str:
    return str(_WHENCE.get(details.get("by", ""), ""))


def _messages(details: Details) -> str:
    count = details.get("messages", 0)
    return ngettext("%(count)d message.", "%(count)d messages.", count) % {"count": count}


def _host(details: Details) -> str:
    return str(details.get("host", ""))


def _kind_of_work(details: Details) -> str:
    return gettext("Kind of work: %(kind)s") % {"kind": details.get("kind", "")}


_CAMPAIGN = {
    "created": Happening(_("{who} started {what}."), "campaign"),
    "duplicated": Happening(_("{who} took {what} from an earlier campaign."), "campaign"),
    "revised": Happening(_("{who} changed {what}."), "campaign", _changed_fields),
    "flagged": Happening(
        _("The kindness check would have a person look at {what}."), "campaign", _flagged_fields
    ),
    "submitted": Happening(_("{who} handed {what} in for review."), "campaign"),
    "changes_wanted": Happening(_("{who} asked for changes to {what}."), "campaign"),
    "withdrawn": Happening(_("{who} took {what} back to change it."), "campaign"),
    "scheduled": Happening(_("{who} scheduled {what}: it goes live by itself."), "campaign"),
    "published": Happening(_("{who} published {what}."), "campaign"),
    "answered": Happening(_("{who} turned {what} from asking to thanking."), "campaign"),
    "reopened": Happening(_("{who} turned {what} back to asking."), "campaign"),
    "closed": Happening(_("{who} ended {what}."), "campaign", _outcome),
    "suspended": Happening(_("{who} took {what} off the stage."), "campaign"),
    "resumed": Happening(_("{who} brought {what} back on the stage."), "campaign"),
    "milestone": Happening(_("{who} counted a milestone for {what}."), "campaign", _posts),
    "picture_wanted": Happening(_("{who} asked for the picture of {what} to be fetched."), "campaign"),
    "picture_set": Happening(_("{who} put a picture into {what}."), "campaign", _whence),
    "picture_described": Happening(_("{who} said what is to be seen on the picture of {what}."), "campaign"),
    "picture_removed": Happening(_("{who} took the picture out of {what}."), "campaign"),
    "event_followed": Happening(
        _("{who} read the event of {what} from a link: it is looked at again from now on."), "campaign"
    ),
    "event_changed": Happening(
        _("{who} noticed that the event of {what} is told otherwise by its page."),
        "campaign",
        _changed_fields,
    ),
    "event_taken_over": Happening(
        _("{who} took over what its page says of the event of {what}."), "campaign", _changed_fields
    ),
    "event_left": Happening(
        _("{who} left the event of {what} as it is, unlike its page."), "campaign", _changed_fields
    ),
    "event_unfollowed": Happening(
        _("{who} has the page of the event of {what} looked at no more."), "campaign"
    ),
    "posts_erased": Happening(_("{who} deleted the posts for {what}: their time was over."), "campaign"),
}
_ANSWER = {
    "detected": Happening(_("{who} noticed a possible answer to {what}."), "campaign"),
    "confirmed": Happening(_("{who} confirmed an answer to {what}."), "campaign", _kind_of_answer),
    "dismissed": Happening(_("{who} found that a post is no answer to {what}."), "campaign"),
    "corrected": Happening(_("{who} corrected an answer to {what}."), "campaign", _kind_of_answer),
    "taken_back": Happening(_("{who} took back an answer to {what}."), "campaign", _kind_of_answer),
}
_POST = {
    "hidden": Happening(_("{who} hid a post for {what}."), "campaign"),
    "withdrawn": Happening(_("{who} took a post for {what} off the page: its author asked."), "campaign"),
    "shown": Happening(_("{who} lets a post for {what} be seen."), "campaign"),
}
_UPDATE = {
    "published": Happening(_("{who} told news about {what}."), "campaign"),
    "withdrawn": Happening(_("{who} took back news about {what}."), "campaign"),
}
_REPORT = {
    "filed": Happening(_("Somebody reported {what}: staff look at it."), "campaign", _reason),
    "dismissed": Happening(_("{who} looked at a report and left {what} as it is."), "campaign", _reason),
    "post_hidden": Happening(
        _("{who} looked at a report about a post for {what} and hid it."), "campaign", _reason
    ),
    "upheld": Happening(_("{who} looked at a report about {what} and found it right."), "campaign", _reason),
}
_AUTHOR = {
    "forgotten": Happening(
        _("{who} forgot somebody who had posted for {what}: they asked for it."), "campaign", _posts
    ),
}
_GATHERING = {
    "storm_hour.set": Happening(_("{who} set the storm hour of {what}."), "campaign", _waves),
    "storm_hour.called_off": Happening(_("{who} called off the storm hour of {what}."), "campaign"),
    "supporters.forgotten": Happening(
        _("{who} deleted addresses of supporters of {what}: their time was over."), "campaign", _addresses
    ),
    "supporters.addresses_downloaded": Happening(
        _("{who} downloaded the addresses that supporters of {what} share."), "campaign", _addresses
    ),
    "supporters.addresses_read": Happening(
        _("{who} read the addresses that supporters of {what} share."), "campaign", _addresses
    ),
}
_WEBHOOK = {
    "created": Happening(_("{who} set up {what}."), "webhook", _events),
    "changed": Happening(_("{who} changed {what}."), "webhook"),
    "deleted": Happening(_("{who} deleted {what}."), "webhook"),
    "secret_rotated": Happening(_("{who} gave {what} a new secret."), "webhook"),
    "turned_on": Happening(_("{who} turned {what} on."), "webhook"),
    "turned_off": Happening(_("{who} turned {what} off."), "webhook", _why_off),
    "tested": Happening(_("{who} tried {what}."), "webhook"),
    "resent": Happening(_("{who} had messages sent again to {what}."), "webhook", _messages),
}
_TOOL = {
    "connected": Happening(_("{who} connected an event tool."), more=_host),
    "disconnected": Happening(_("{who} disconnected an event tool."), more=_host),
}
_COMPANY = {
    "proposed": Happening(_("{who} proposed {what}."), "company"),
    "revised": Happening(_("{who} changed {what}."), "company"),
    "verified": Happening(_("{who} verified {what}."), "company"),
    "accounts_changed": Happening(_("{who} noted other accounts for {what}."), "company", _networks),
    "volume_changed": Happening(_("{who} changed how many posts a day {what} is sent."), "company"),
}

VOCABULARY = Vocabulary(
    happenings={
        **{f"campaign.{verb}": happening for verb, happening in _CAMPAIGN.items()},
        **{f"answer.{verb}": happening for verb, happening in _ANSWER.items()},
        **{f"post.{verb}": happening for verb, happening in _POST.items()},
        **{f"update.{verb}": happening for verb, happening in _UPDATE.items()},
        **{f"report.{verb}": happening for verb, happening in _REPORT.items()},
        **{f"author.{verb}": happening for verb, happening in _AUTHOR.items()},
        **_GATHERING,
        **{f"event_tool.{verb}": happening for verb, happening in _TOOL.items()},
        **{f"company.{verb}": happening for verb, happening in _COMPANY.items()},
        **{f"webhook.{verb}": happening for verb, happening in _WEBHOOK.items()},
        "decision.told": Happening(_("{who} mailed the decision to those who may edit."), more=_readers),
        "work.retried": Happening(_("{who} had something tried again that had failed."), more=_kind_of_work),
    },
    subjects={
        "campaign": Subject(_campaign_names, _("the campaign “{name}”"), _("a campaign that is gone")),
        "company": Subject(_company_names, _("the company {name}"), _("a company that is gone")),
        "webhook": Subject(_webhook_names, _("the webhook {name}"), _("a webhook that is gone")),
    },
    topics={
        "campaigns": Topic(
            _("Campaigns"),
            ("campaign.", "update.", "decision.", "report.", "storm_hour.", "supporters.", "event_tool."),
        ),
        "answers": Topic(_("Answers"), ("answer.",)),
        "posts": Topic(_("Posts"), ("post.", "author.")),
        "companies": Topic(_("Companies"), ("company.",)),
        "webhooks": Topic(_("Webhooks"), ("webhook.",)),
        "upkeep": Topic(_("Upkeep"), ("work.",)),
    },
    places=_campaigns,
)
