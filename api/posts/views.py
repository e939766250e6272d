"""A campaign's posts: listed, hidden and shown."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_to_change
from api.idempotency import once
from api.pagination import Cursors
from api.posts.parameters import PostParameters
from api.posts.queries import post, posts_of
from api.posts.serializers import PostSerializer
from api.views import ResourceView
from campaigns.models import Post
from campaigns.moderation.operations import hide_post, show_post
from candyplatform.base import clock


class PostList(ListModelMixin, ResourceView):
    """The posts that were heard and still stand, the latest first."""

    summary = "List a campaign's posts"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = PostParameters
    serializer_class = PostSerializer
    pagination_class = Cursors
    cursor_field = "posted_at"

    def get_queryset(self) -> QuerySet[Post]:
        return posts_of(campaign_to_change(self.kwargs["id"]).id, self.parameters)

    def get(self, request: Request, **ids: Any) -> Response:
        return self.list(request)


class Judgment(ResourceView):
    """What somebody finds of a post; answered with the post as it is then."""

    required_scope = TokenScope.WRITE_CAMPAIGNS
    serializer_class = PostSerializer
    operation: ClassVar[Callable[..., Post]]

    def judge(self, request: Request, **ids: Any) -> Response:
        """Do it."""
        found = post(ids["id"], ids["post"])
        type(self).operation(post=found, actor=caller(request).actor, now=clock.now())
        return Response(PostSerializer(post(ids["id"], ids["post"])).data)


class Hide(Judgment):
    """Hide a post."""

    operation = staticmethod(hide_post)
    writes = {"POST": Write("Hide a post", {200: PostSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """It is on no page any more, also when its author edits it. It is still counted."""
        return self.judge(request, **ids)


class Show(Judgment):
    """Show a post."""

    operation = staticmethod(show_post)
    writes = {"POST": Write("Show a post", {200: PostSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """Somebody looked at it and finds it friendly."""
        return self.judge(request, **ids)
