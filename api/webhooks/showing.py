"""Full messages show a campaign as the API does: following the journal, with the API's eyes."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework.renderers import JSONRenderer

from api.campaigns.queries import campaigns
from api.campaigns.serializers import CampaignSerializer
from campaigns.webhooks import following
from candyplatform.base import work


def show(campaign_id: UUID) -> dict[str, Any]:
    """The campaign as `GET /api/v1/campaigns/{id}/` answers, as plain values; {} when it is gone. Within its scope."""
    found = campaigns().filter(id=campaign_id).first()
    if found is None:
        return {}
    shown: dict[str, Any] = json.loads(JSONRenderer().render(CampaignSerializer(found).data))
    return shown


def follow(job: work.Job) -> datetime | None:
    """Due work `webhooks.follow`."""
    return following.follow(job, show=show)


def tell_hour(job: work.Job) -> datetime | None:
    """Due work `webhooks.hour`."""
    return following.tell_hour(job, show=show)
