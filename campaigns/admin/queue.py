"""What a reviewer needs to know of a campaign. Read inside `staff_scope`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaigns.enums import CampaignState, Language
from campaigns.models import Campaign
from campaigns.moderation.flags import Flag
from campaigns.moderation.queries import TextFlag, review_flags
from candyplatform.base import markdown


@dataclass(frozen=True)
class SheetText:
    """One text and what the kindness rules say of it."""

    label: str
    text: str
    flags: tuple[Flag, ...]
    is_markdown: bool = False

    @property
    def html(self) -> SafeString:
        """The Markdown as people will read it."""
        return markdown.render(self.text)


@dataclass(frozen=True)
class Sheet:
    """All texts of a campaign in one language."""

    code: str
    label: str
    texts: tuple[SheetText, ...]


@dataclass(frozen=True)
class Dossier:
    """A campaign as a reviewer sees it; `waiting` is how long it has been in review, None when it is not."""

    campaign: Campaign
    flags: tuple[TextFlag, ...]
    waiting: timedelta | None

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its texts, a sheet for each of its languages."""
        return tuple(
            Sheet(code, Language(code).label, tuple(self._texts(code))) for code in self.campaign.languages
        )

    def _texts(self, code: str) -> list[SheetText]:
        campaign = self.campaign
        texts = [
            SheetText(_("Title"), campaign.title.get(code, ""), self._flags(f"title_{code}")),
            SheetText(_("Wish"), campaign.wish.get(code, ""), self._flags(f"wish_{code}")),
            SheetText(
                _("Story"), campaign.story.get(code, ""), self._flags(f"story_{code}"), is_markdown=True
            ),
        ]
        samples = [sample for sample in campaign.sample_posts.all() if sample.language == code]
        return texts + [
            SheetText(
                _("Sample post: %(purpose)s") % {"purpose": sample.get_purpose_display()},
                sample.text,
                tuple(flag for flag in self._flags("sample_posts") if flag.found in sample.text),
            )
            for sample in samples
        ]

    def _flags(self, field: str) -> tuple[Flag, ...]:
        return tuple(found.flag for found in self.flags if found.field == field)


def campaigns_for_staff() -> QuerySet[Campaign]:
    """Every campaign that staff look after, those in review first, the longest waiting on top."""
    first = Case(
        When(state=CampaignState.IN_REVIEW, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    everything = Campaign.objects.select_related("organization", "company")
    return (
        everything.prefetch_related("sample_posts")
        .annotate(turn=first)
        .order_by("turn", "submitted_at", "id")
    )


def waiting(*, now: datetime) -> list[Dossier]:
    """The campaigns in review, the longest waiting first."""
    return [
        dossier(campaign, now=now) for campaign in campaigns_for_staff().filter(state=CampaignState.IN_REVIEW)
    ]


def dossier(campaign: Campaign, *, now: datetime) -> Dossier:
    """One campaign with what the kindness rules say of its texts."""
    since = campaign.submitted_at if campaign.state == CampaignState.IN_REVIEW else None
    return Dossier(campaign, review_flags(campaign), now - since if since else None)
