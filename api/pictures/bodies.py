"""What an event's picture is written with."""

from collections.abc import Mapping

from rest_framework import serializers

from api.bodies import Body, LanguageMapInput
from campaigns.enums import Language

# Where an operation's name of a field stands in the bodies.
POINTERS: Mapping[str, str] = {
    "image_url": "/url",
    **{f"alt_{code}": f"/alt/{code}" for code in Language.values},
}


class FetchBody(Body):
    """Where the picture is."""

    url = serializers.CharField(
        help_text="An `https://` or `http://` address on the public internet, of a PNG, JPEG, WebP or GIF of at most 5 MB."
    )


class WordsBody(Body):
    """What is to be seen on the picture."""

    alt = LanguageMapInput(help_text="For who cannot see it; a text by language.")
