"""X: texts and its composer. Source: https://docs.x.com/x-for-websites/tweet-button/guides/web-intent"""

from campaigns.enums import Network
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.sharing import with_query
from campaigns.networks.unmeasured import Unmeasured

# Source: twitter-text configuration v3.
TEXT_RULES = TextRules(limit=280, unit=Unit.WEIGHTED, url_length=23)
COMPOSER = "https://x.com/intent/tweet"


class X(Unmeasured):
    network = Network.X
    text_rules = TEXT_RULES

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """URL and hashtags go in fields of their own; the composer puts them behind the text."""
        composed = compose(share, rules or TEXT_RULES)
        return with_query(
            COMPOSER, text=composed.body, url=composed.url, hashtags=",".join(composed.hashtags)
        )
