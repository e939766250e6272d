"""A campaign's share image: drawn once for all who ask, and anew when what stands on it changes."""

from django.conf import settings

from campaigns.drawing.share_image import Card, share_image
from campaigns.pages.embeds.face import Face
from campaigns.pages.kept import kept_value

# Long enough that a quiet campaign's picture is drawn once a day; a busy one's has another version by then.
_KEPT_SECONDS = 86_400
_NUMBERS = ("posts", "people")


def card_of(face: Face) -> Card:
    """What stands on the picture."""
    return Card(
        tone=face.tone,
        kicker=face.kicker,
        headline=face.headline,
        moment=face.moment,
        numbers=tuple((number.value, number.label) for number in face.numbers if number.key in _NUMBERS),
        brand=settings.SITE_NAME,
    )


def picture_of(card: Card) -> bytes:
    """The card as PNG, drawn only when no process has drawn just this one."""
    drawn: bytes = kept_value(f"share-image:{card.version}", lambda: share_image(card), seconds=_KEPT_SECONDS)
    return drawn
