"""What people decide about the picture of their event. All of it while the campaign may be written, as all that its page says."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.logos.operations import REFUSALS
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.content import LanguageMap
from campaigns.authoring.errors import require_editable
from campaigns.authoring.event_sources.contract import image_at
from campaigns.authoring.facts import one_line
from campaigns.authoring.picture.making import Made, Unusable, made_of
from campaigns.authoring.picture.queries import may_come_from_event
from campaigns.enums import PictureProblem
from campaigns.models import Campaign, EventPicture, PictureFetch
from candyplatform.base import work
from candyplatform.base.errors import Conflict, Invalid, Text

FETCH = "picture.fetch"
ALT_LIMIT = 250
_NO_WORDS: LanguageMap = MappingProxyType({})
_WORDS: Mapping[str, Text] = {why.value: text for why, text in REFUSALS.items()} | {
    PictureProblem.TOO_SMALL.value: _(
        "This picture is too small to be shown large. Choose one of at least 320 by 160 pixels."
    )
}


class PictureUnusable(Invalid):
    """The file cannot be the event's picture; `fields` says why."""

    code = "picture_unusable"


class NoPicture(Conflict):
    """There is no picture (any more) to say or do something about."""

    code = "no_picture"
    message = _("There is no picture yet. Choose one first.")


def put_picture(
    *, campaign: Campaign, file: IO[bytes], alt: LanguageMap = _NO_WORDS, actor: Actor, now: datetime
) -> EventPicture:
    """Make what is in the file the event's picture; none is fetched any more. `alt` says what is to be seen, by language.

    Raises `PictureUnusable` on `picture`, `Invalid` on `alt_de`, `alt_en`, and `NotEditable`.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    require_editable(campaign)
    try:
        made = made_of(file)
    except Unusable as error:
        raise PictureUnusable(fields={"picture": [_WORDS[error.problem]]}) from error
    with organization_scope(campaign.organization_id):
        here = locked(campaign)
        PictureFetch.objects.filter(campaign=here).delete()
        return place(
            here, made, alt=_cleaned(here, alt), source_url="", is_own=True, by="file", actor=actor, now=now
        )


def ask_for_picture(*, campaign: Campaign, url: str, actor: Actor, now: datetime) -> PictureFetch:
    """Have the picture at that address fetched, in place of any other; the one there is stays until then.

    Raises `Invalid` on `image_url`, and `NotEditable`.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    address = checked_address(url)
    with organization_scope(campaign.organization_id):
        here = locked(campaign)
        return _ask(here, address, is_own=True, actor=actor, now=now)


def follow_picture(*, campaign: Campaign, url: str, actor: Actor, now: datetime) -> None:
    """Have the picture fetched that the event's page shows. One that an organizer put there stays, and nothing is said of an
    address that leads nowhere: a picture is never what keeps an event from being read. Raises `NotEditable`."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    address = image_at("", url)
    with organization_scope(campaign.organization_id):
        here = locked(campaign)
        if address and may_come_from_event(here, address):
            _ask(here, address, is_own=False, actor=actor, now=now)


def ask_again(*, campaign: Campaign, actor: Actor, now: datetime) -> PictureFetch:
    """Try once more to fetch the picture that could not be. Raises `NoPicture`, `NotEditable`."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        here = locked(campaign)
        fetch = PictureFetch.objects.filter(campaign=here).first()
        if fetch is None:
            raise NoPicture
        return _ask(here, fetch.url, is_own=fetch.is_own, actor=actor, now=now)


def describe_picture(*, campaign: Campaign, alt: LanguageMap, actor: Actor, now: datetime) -> EventPicture:
    """Say what is to be seen, by language, to those who cannot. Raises `NoPicture`, `NotEditable`, and `Invalid` on `alt_de`, `alt_en`."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        here = locked(campaign)
        found = EventPicture.objects.filter(campaign=here).defer("picture").first()
        if found is None:
            raise NoPicture
        words = _cleaned(here, alt)
        if words != found.alt:
            EventPicture.objects.filter(id=found.pk).update(alt=words, changed_at=now)
            found.alt = words
            _note_change("campaign.picture_described", here, actor, now, languages=sorted(words))
        return found


def remove_picture(*, campaign: Campaign, actor: Actor, now: datetime) -> None:
    """Take the picture away, and fetch none any more; without any, nothing changes. Raises `NotEditable`."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        here = locked(campaign)
        fetches, _by_model = PictureFetch.objects.filter(campaign=here).delete()
        pictures, _by_model = EventPicture.objects.filter(campaign=here).delete()
        if fetches or pictures:
            _note_change("campaign.picture_removed", here, actor, now)


def copy_picture(*, old: Campaign, new: Campaign, now: datetime) -> None:
    """Give a copy of a campaign its picture, or have the same one fetched. Within the scope and the transaction of the copying."""
    picture = EventPicture.objects.filter(campaign=old).first()
    fetch = PictureFetch.objects.filter(campaign=old, problem="").first()
    if picture:
        picture.pk, picture.campaign, picture.changed_at = None, new, now
        picture.save(force_insert=True)
    if fetch:
        _want(new, fetch.url, is_own=fetch.is_own, now=now)


def checked_address(url: str) -> str:
    """The address as it is asked. Raises `Invalid` on `image_url` when it leads nowhere on the web."""
    address = image_at("", url)
    if not address:
        raise Invalid(
            fields={"image_url": [_("Give the picture's whole address, like https://example.org/event.jpg.")]}
        )
    return address


def locked(campaign: Campaign) -> Campaign:
    """The campaign as it is now; whoever else writes it waits until this transaction ends. Raises `NotEditable`."""
    here = Campaign.objects.select_related("organization").select_for_update(of=("self",)).get(id=campaign.id)
    require_editable(here)
    return here


def place(
    campaign: Campaign,
    made: Made,
    *,
    alt: LanguageMap,
    source_url: str,
    is_own: bool,
    by: str,
    actor: Actor,
    now: datetime,
) -> EventPicture:
    """Write the picture down. Of one that is the same to the byte, words and history stay as they are."""
    before = EventPicture.objects.filter(campaign=campaign).defer("picture").first()
    is_same = before is not None and before.digest == made.digest
    values: dict[str, Any] = {**vars(made), "source_url": source_url, "is_own": is_own, "changed_at": now}
    values["alt"] = dict(alt) or (before.alt if before and is_same else {})
    picture, _created = EventPicture.objects.update_or_create(
        organization_id=campaign.organization_id, campaign=campaign, defaults=values
    )
    if not is_same:
        _note_change("campaign.picture_set", campaign, actor, now, by=by)
    return picture


def _note_change(verb: str, campaign: Campaign, actor: Actor, now: datetime, **details: Any) -> None:
    """The picture is a part of the campaign: who decides about one that was changed since is told."""
    Campaign.objects.filter(id=campaign.id).update(modified_at=now)
    _append(verb, campaign, actor, now, **details)


def _append(verb: str, campaign: Campaign, actor: Actor, now: datetime, **details: Any) -> None:
    journal.append(
        verb=verb,
        subject=campaign.id,
        organization_id=campaign.organization_id,
        actor=actor,
        now=now,
        details=details,
    )


def _ask(campaign: Campaign, url: str, *, is_own: bool, actor: Actor, now: datetime) -> PictureFetch:
    fetch = _want(campaign, url, is_own=is_own, now=now)
    _append("campaign.picture_wanted", campaign, actor, now)
    return fetch


def _want(campaign: Campaign, url: str, *, is_own: bool, now: datetime) -> PictureFetch:
    fetch, _created = PictureFetch.objects.update_or_create(
        organization_id=campaign.organization_id,
        campaign=campaign,
        defaults={"url": url, "is_own": is_own, "asked_at": now, "problem": ""},
    )
    work.put(kind=FETCH, key=campaign.id, due_at=now, organization_id=campaign.organization_id)
    return fetch


def _cleaned(campaign: Campaign, alt: LanguageMap) -> dict[str, str]:
    kept = {code: one_line(alt[code]) for code in campaign.languages if (alt.get(code) or "").strip()}
    wrong = {
        f"alt_{code}": [_("At most %(limit)d letters fit.") % {"limit": ALT_LIMIT}]
        for code, text in kept.items()
        if len(text) > ALT_LIMIT
    }
    if wrong:
        raise Invalid(fields=wrong)
    return kept
