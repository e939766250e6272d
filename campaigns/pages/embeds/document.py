"""A campaign's live numbers and words as JSON, for the component and for anybody's own programs."""

from collections.abc import Mapping

from django.conf import settings

from campaigns.pages.embeds.face import Face


def document_of(face: Face) -> Mapping[str, object]:
    """The whole document. `numbers` is empty while nothing is measured: that is no zero."""
    return {
        "state": face.state,
        "tone": face.tone,
        "thanks": face.is_thanks,
        "language": face.language,
        "title": face.title,
        "kicker": face.kicker,
        "headline": face.headline,
        "headline_language": face.headline_language,
        "wish": face.wish,
        "wish_language": face.wish_language,
        "company": face.company,
        "hashtags": list(face.hashtags),
        "moment": face.moment,
        "moment_at": face.moment_at.isoformat(timespec="seconds") if face.moment_at else None,
        "numbers": [
            {"key": number.key, "label": number.label, "value": number.value, "count": number.count}
            for number in face.numbers
        ],
        "action": face.action,
        "resting": face.is_resting,
        "url": face.url,
        "join_url": face.join_url,
        "site": settings.SITE_NAME,
    }
