"""Whether a sample post fits the networks, once mention, hashtags and link stand beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaigns.listening.connectors import connectors
from campaigns.networks.composing import ShareText, TextRules, compose, count


@dataclass(frozen=True)
class Fit:
    """What one network does not take whole: `over` characters too many, or, with 0, only some of the hashtags."""

    network: str
    label: str
    over: int


def shortened(*, text: str, mentions: Mapping[str, str], hashtags: Sequence[str], url: str) -> list[Fit]:
    """The networks on which the text would not be posted whole, in a fixed order. `mentions`: handles by network."""
    found = []
    for name, connector in connectors().items():
        mention = f"@{mentions[name]}" if name in mentions else ""
        share = ShareText(opening=text, mention=mention, hashtags=tuple(hashtags), url=url)
        over = _over(share, connector.text_rules)
        if over is not None:
            found.append(Fit(name, connector.network.label, over))
    return found


def _over(share: ShareText, rules: TextRules) -> int | None:
    """How many characters are too many with the first hashtag alone; 0 when only hashtags go; None when all of it fits."""
    parts = [share.opening, share.mention, *(f"#{tag}" for tag in share.hashtags[:1]), share.url]
    least = count(" ".join(part for part in parts if part), rules)
    posted = compose(share, rules).text.casefold()
    if share.opening.casefold() not in posted:
        return max(least - rules.limit, 1)
    return None if all(f"#{tag}".casefold() in posted for tag in share.hashtags) else 0
