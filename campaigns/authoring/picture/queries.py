"""Where a campaign stands with its picture. Within the organization's scope; none of it reads the picture itself."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q

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


def may_come_from_event(campaign: Campaign, url: str) -> bool:
    """Whether the event's page may say which picture it is: not once an organizer did, and not the one that is there already."""
    in_its_way = EventPicture.objects.filter(Q(is_own=True) | Q(source_url=url), campaign=campaign)
    return campaign.is_editable and not in_its_way.exists() and not _is_asked_for(campaign, url)


def _is_asked_for(campaign: Campaign, url: str) -> bool:
    asked = PictureFetch.objects.filter(Q(is_own=True) | Q(url=url), campaign=campaign)
    return asked.filter(problem="").exists()
