"""Where a campaign stands with its picture. Within the organization's scope; none of it reads the picture itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Prefetch, QuerySet

from campaigns.models import Campaign, EventPicture, PictureFetch


@dataclass(frozen=True)
class Standing:
    """The picture there is, without its bytes, and the one that is asked for; None where there is none."""

    picture: EventPicture | None
    fetch: PictureFetch | None

    @property
    def is_awaited(self) -> bool:
        """Whether one is being fetched."""
        return self.fetch is not None and not self.fetch.problem

    @property
    def problem(self) -> str:
        """Why none could be fetched, in a sentence; "" else."""
        return self.fetch.get_problem_display() if self.fetch else ""

    @property
    def source_url(self) -> str:
        """From where a picture is fetched, or was; "" when somebody chose a file."""
        if self.fetch:
            return self.fetch.url
        return self.picture.source_url if self.picture else ""

    @property
    def host(self) -> str:
        """The same as people call it."""
        return urlsplit(self.source_url).hostname or ""


def standing_of(campaign: Campaign) -> Standing:
    """Two queries."""
    picture = EventPicture.objects.filter(campaign=campaign).defer("picture").first()
    if picture:
        picture.campaign = campaign
    return Standing(picture, PictureFetch.objects.filter(campaign=campaign).first())


def picture_file(campaign: Campaign) -> EventPicture | None:
    """The picture with its bytes."""
    return EventPicture.objects.filter(campaign=campaign).first()


def standing_parts() -> "tuple[Prefetch[Any], Prefetch[Any]]":
    """What `may_come_from_event` asks of each campaign, to be read with many of them at once."""
    return (
        Prefetch("event_pictures", _pictures(), to_attr="listed_pictures"),
        Prefetch("picture_fetches", PictureFetch.objects.all(), to_attr="listed_fetches"),
    )


def _pictures() -> QuerySet[EventPicture]:
    return EventPicture.objects.defer("picture")


def may_come_from_event(campaign: Campaign, url: str) -> bool:
    """Whether the event's page may say which picture it is: not once an organizer did, and not the one that is there already."""
    if not campaign.is_editable:
        return False
    pictures, fetches = _standing_parts_of(campaign)
    is_there = any(picture.is_own or picture.source_url == url for picture in pictures)
    is_asked_for = any(not fetch.problem and (fetch.is_own or fetch.url == url) for fetch in fetches)
    return not is_there and not is_asked_for


def _standing_parts_of(campaign: Campaign) -> tuple[Iterable[EventPicture], Iterable[PictureFetch]]:
    """As they were read with the campaign, else as they are now."""
    if hasattr(campaign, "listed_pictures"):
        return campaign.listed_pictures, campaign.listed_fetches  # type: ignore[attr-defined]  # read together
    return _pictures().filter(campaign=campaign), PictureFetch.objects.filter(campaign=campaign)
