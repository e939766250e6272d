"""News from the organizer: published on the campaign's page at once, and taken back."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns import lifecycle
from campaigns.models import Campaign, Update
from candyplatform.base.errors import Conflict, Invalid, NotFound, Text

UPDATE_LIMIT = 2000


class NobodyReads(Conflict):
    """The campaign has no public page (yet)."""

    code = "nobody_reads"
    message = _("This campaign has no public page just now. Publish it first, then tell the news.")


def publish_update(*, campaign: Campaign, texts: Mapping[str, str], actor: Actor, now: datetime) -> Update:
    """Tell news on the campaign's page. `texts`: Markdown by language, one is enough.

    Raises `NobodyReads`, and `Invalid` at `text_de`, `text_en`.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    kept = _cleaned(campaign, texts)
    with organization_scope(campaign.organization_id):
        if Campaign.objects.get(id=campaign.id).state not in lifecycle.PUBLIC:
            raise NobodyReads
        update = Update.objects.create(
            organization_id=campaign.organization_id,
            campaign=campaign,
            text=kept,
            said_at=now,
            written_by_id=actor.user_id,
        )
        _append("update.published", update, actor, now)
        return update


def withdraw_update(*, update: Update, actor: Actor, now: datetime) -> None:
    """Take news back: nobody reads them any more. Raises `NotFound` when somebody was faster."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(update.organization_id):
        deleted, _rows = Update.objects.filter(id=update.id).delete()
        if not deleted:
            raise NotFound
        _append("update.withdrawn", update, actor, now)


def _cleaned(campaign: Campaign, texts: Mapping[str, str]) -> dict[str, str]:
    kept = {code: texts[code].strip() for code in campaign.languages if texts.get(code, "").strip()}
    wrong: dict[str, list[Text]] = {
        f"text_{code}": [_("At most %(limit)d letters fit.") % {"limit": UPDATE_LIMIT}]
        for code, text in kept.items()
        if len(text) > UPDATE_LIMIT
    }
    if not kept:
        wrong[f"text_{campaign.languages[0]}"] = [_("Write something first: one language is enough.")]
    if wrong:
        raise Invalid(fields=wrong)
    return kept


def _append(verb: str, update: Update, actor: Actor, now: datetime) -> None:
    journal.append(
        verb=verb,
        subject=update.campaign_id,
        organization_id=update.organization_id,
        actor=actor,
        now=now,
        details={"update": update.pk, "languages": sorted(update.text)},
    )
