"""What supporters start from: the campaign's own sentences, made to fit each network, behind links that open its composer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.networks.composing import ShareText, TextRules, Unit, compose, speak_to
from campaigns.networks.contract import Connector

# Stand-ins in the patterns that the page's script fills in: a private-use character, and a name that no host has.
TEXT_MARK = "\ue000"
HOST_MARK = "host.invalid"
# How long a sentence stays the first one of a page: who comes in the next turn starts from another.
TURN_SECONDS = 20
_ENDLESS = TextRules(limit=100_000, unit=Unit.GRAPHEMES)


@dataclass(frozen=True)
class Share:
    """One network's link. `pattern` is the link with `TEXT_MARK` (as in a URL) for the text, `host_pattern` the same on
    a host of the person's own, `HOST_MARK`; "" where a network has no such hosts."""

    network: str
    name: str
    url: str
    mention: str
    pattern: str
    host_pattern: str
    rules: TextRules


@dataclass(frozen=True)
class Sample:
    """A sentence with all its links. `number` counts from 1, as in `?sample=2`; `full_text` is what "copy" copies."""

    number: int
    text: str
    full_text: str
    mail_url: str
    shares: Sequence[Share]


@dataclass(frozen=True)
class Frame:
    """What goes with every sentence of a campaign. `handles`: the company's account on each network that it is on.

    `mail_url`: a mail that invites friends.
    """

    company: str
    hashtags: tuple[str, ...]
    url: str
    handles: Mapping[str, str]
    mail_url: str = ""

    @property
    def mentions(self) -> Sequence[str]:
        """The company's mentions on all networks."""
        return [f"@{handle}" for handle in self.handles.values()]

    def share_text(self, opening: str, network: str = "") -> ShareText:
        """The sentence with its surroundings; the company is mentioned only where it has an account, and once."""
        handle = self.handles.get(network, "")
        mention = f"@{handle}" if handle else ""
        here = speak_to(opening, mention, self.mentions, self.company) if network else opening
        return ShareText(opening=here, mention=mention, hashtags=self.hashtags, url=self.url)


def samples(texts: Sequence[str], frame: Frame) -> list[Sample]:
    """The sentences with their links, in their order."""
    return [_sample(number, text, frame) for number, text in enumerate(texts, start=1)]


def chosen(count: int, wanted: str, *, key: str, now: datetime) -> int:
    """Which of `count` sentences comes first, from 0: the one asked for, else the one whose turn it is."""
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:6]) <= count:
        return int(wanted) - 1
    return (crc32(key.encode()) + int(now.timestamp()) // TURN_SECONDS) % count


def _sample(number: int, text: str, frame: Frame) -> Sample:
    return Sample(
        number=number,
        text=text,
        full_text=compose(frame.share_text(text), _ENDLESS).text,
        mail_url=frame.mail_url,
        shares=[_share(network, connector, text, frame) for network, connector in connectors().items()],
    )


def _share(network: Network, connector: Connector, text: str, frame: Frame) -> Share:
    share = frame.share_text(text, network)
    mark = ShareText(opening=TEXT_MARK)
    pattern, on_host = connector.intent_url(mark), connector.intent_url(mark, host=HOST_MARK)
    return Share(
        network=network.value,
        name=network.label,
        url=connector.intent_url(share),
        mention=share.mention,
        pattern=pattern,
        host_pattern="" if on_host == pattern else on_host,
        rules=connector.text_rules,
    )
