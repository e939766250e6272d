"""What supporters start from: the campaign's own sentences, made to fit each network, behind links that open its composer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.contract import Connector
from campaigns.networks.sharing import mail_url

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
    mail_pattern: str
    shares: Sequence[Share]


@dataclass(frozen=True)
class Frame:
    """What goes with every sentence of a campaign. `handles`: the company's account on each network that it is on."""

    subject: str
    hashtags: tuple[str, ...]
    url: str
    handles: Mapping[str, str]

    def share_text(self, opening: str, network: str = "") -> ShareText:
        """The sentence with its surroundings; the company is mentioned only where it has an account."""
        handle = self.handles.get(network, "")
        return ShareText(
            opening=opening, mention=f"@{handle}" if handle else "", hashtags=self.hashtags, url=self.url
        )


def samples(texts: Sequence[str], frame: Frame) -> list[Sample]:
    """The sentences with their links, in their order."""
    return [_sample(number, text, frame) for number, text in enumerate(texts, start=1)]


def chosen(count: int, wanted: str, *, key: str, now: datetime) -> int:
    """Which of `count` sentences comes first, from 0: the one asked for, else the one whose turn it is."""
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:6]) <= count:
        return int(wanted) - 1
    return (crc32(key.encode()) + int(now.timestamp()) // TURN_SECONDS) % count


def _sample(number: int, text: str, frame: Frame) -> Sample:
    full_text = compose(frame.share_text(text), _ENDLESS).text
    return Sample(
        number=number,
        text=text,
        full_text=full_text,
        mail_url=mail_url(subject=frame.subject, body=full_text),
        mail_pattern=mail_url(subject=frame.subject, body=TEXT_MARK),
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
