"""Threads: texts and its composer. Source: https://developers.facebook.com/docs/threads/threads-web-intents"""

from campaigns.enums import Network
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.sharing import with_query
from campaigns.networks.unmeasured import Unmeasured

TEXT_RULES = TextRules(limit=500, unit=Unit.EMOJI_BYTES)
COMPOSER = "https://www.threads.com/intent/post"


class Threads(Unmeasured):
    network = Network.THREADS
    text_rules = TEXT_RULES

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """A post on Threads has one topic (`tag`): the first hashtag that the body lacks; the others stay in the text."""
        composed = compose(share, rules or TEXT_RULES)
        first, *others = composed.hashtags or ("",)
        text = " ".join((composed.body, *(f"#{tag}" for tag in others))).strip()
        return with_query(COMPOSER, text=text, url=composed.url, tag=first)
