"""Posts of a campaign."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Post
from campaigns.models.post import PostQuerySet
from candyplatform.base.errors import NotFound

_SAME = ("network", "role", "kindness")


class NoPost(NotFound):
    """The campaign has no post of this id."""

    message = _("This campaign has no post with this id.")


def posts_of(campaign_id: UUID, parameters: dict[str, Any]) -> PostQuerySet:
    """The campaign's posts that still stand, with who wrote them."""
    wanted = Q(**{name: parameters[name] for name in _SAME if name in parameters})
    if since := parameters.get("since"):
        wanted &= Q(posted_at__gte=since)
    if until := parameters.get("until"):
        wanted &= Q(posted_at__lt=until)
    return Post.objects.filter(wanted, campaign_id=campaign_id, deleted_at=None).with_authors()


def post(campaign_id: UUID, post_id: int) -> Post:
    """One of them. Raises `NoPost`."""
    found = posts_of(campaign_id, {}).filter(id=post_id).first()
    if found is None:
        raise NoPost
    return found
