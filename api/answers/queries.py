"""Answers of a campaign, decided or not."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.models import Answer
from candyplatform.base.errors import NotFound


class NoAnswer(NotFound):
    """The campaign has no answer of this id."""

    message = _("This campaign has no answer with this id.")


def answers_of(campaign_id: UUID) -> QuerySet[Answer]:
    """The campaign's answers, in the order they were given."""
    found = Answer.objects.filter(campaign_id=campaign_id).select_related("campaign", "post")
    return found.order_by("said_at", "id")


def answer(campaign_id: UUID, answer_id: int) -> Answer:
    """One of them. Raises `NoAnswer`."""
    found = answers_of(campaign_id).filter(id=answer_id).first()
    if found is None:
        raise NoAnswer
    return found
