"""What a post looks like from outside. Of networks that want it so, its id alone."""

from rest_framework import serializers

from api.fields import TextOrNull
from campaigns.enums import Kindness, Network, PostRole
from campaigns.listening.connectors import by_id_only
from campaigns.models import Author, Post


class AuthorSerializer(serializers.Serializer[Author]):
    """Who wrote it."""

    handle = TextOrNull()
    url = TextOrNull()

    def get_attribute(self, post: Post) -> Author | None:  # type: ignore[override]  # what it is a field of
        return None if post.network in by_id_only() else post.author


class PostSerializer(serializers.Serializer[Post]):
    """A public post that belongs to the campaign. Of posts on X, and where authors are to be asked first, only the id is told."""

    id = serializers.IntegerField()
    network = serializers.ChoiceField(choices=Network.choices)
    native_id = serializers.CharField(help_text="The network's own id.")
    role = serializers.ChoiceField(choices=PostRole.choices, help_text="Only a supporter's counts.")
    kindness = serializers.ChoiceField(choices=Kindness.choices)
    posted_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    url = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    language = TextOrNull(help_text="As the network says it; null where it does not.")
    author = AuthorSerializer(allow_null=True)
    favorites = serializers.IntegerField(allow_null=True, help_text="Null until the network told it.")
    reposts = serializers.IntegerField(allow_null=True)
    replies = serializers.IntegerField(allow_null=True)

    def get_url(self, post: Post) -> str | None:
        return None if post.network in by_id_only() else post.url or None

    def get_text(self, post: Post) -> str | None:
        return None if post.network in by_id_only() else post.text or None
