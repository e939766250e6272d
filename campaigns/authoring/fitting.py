"""Whether a sample post fits the networks, once mention, hashtags and link stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from campaigns.listening.connectors import connectors
from campaigns.models import Campaign
from campaigns.networks.composing import ShareText, TextRules, compose, count


@dataclass(frozen=True)
class Fit:
    """What becomes of a sample post on one network: whole, with fewer hashtags, or cut by `over` too many characters."""

    network: str
    label: str
    fewer_hashtags: bool
    over: int


def shortened(text: str, campaign: Campaign, mentions: dict[str, str], hashtags: Sequence[str]) -> list[Fit]:
    """The networks on which the text would not be posted whole, in a fixed order. `mentions`: handles by network."""
    url = f"{settings.SITE_URL}/{campaign.organization.slug}/{campaign.slug}/"
    found = []
    for name, connector in connectors().items():
        handle = mentions.get(name, "")
        share = ShareText(
            opening=text, mention=f"@{handle}" if handle else "", hashtags=tuple(hashtags), url=url
        )
        fit = _fit(share, connector.text_rules)
        if fit:
            found.append(Fit(name, connector.network.label, *fit))
    return found


def _fit(share: ShareText, rules: TextRules) -> tuple[bool, int] | None:
    """(fewer hashtags, characters over the limit), or None when all of it fits."""
    parts = [share.opening, share.mention, *(f"#{tag}" for tag in share.hashtags[:1]), share.url]
    least = count(" ".join(part for part in parts if part), rules)
    if least > rules.limit:
        return True, least - rules.limit
    posted = compose(share, rules).text
    dropped = any(f"#{tag}" not in posted for tag in share.hashtags)
    return (True, 0) if dropped else None
