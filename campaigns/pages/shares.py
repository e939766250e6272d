"""What supporters send: their own sentence, a campaign's sentence behind it, made to fit each network, behind a link that opens
its composer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from campaigns.enums import Channel, Network
from campaigns.listening.connectors import connectors
from campaigns.networks.composing import ShareText, TextRules, Unit, compose, count, speak_to
from campaigns.networks.contract import Connector
from campaigns.pages.short_links import LETTERS, base36, short_link

# Stand-ins in the patterns that the page's script fills in: a private-use character, and a name that no host has.
TEXT_MARK = "\ue000"
HOST_MARK = "host.invalid"
# How long a sentence stays the first one of a page: who comes in the next turn starts from another.
TURN_SECONDS = 20
# Nobody writes more sentences than a number of so many digits counts.
_DIGITS = 6
_ENDLESS = TextRules(limit=100_000, unit=Unit.GRAPHEMES)


@dataclass(frozen=True)
class Sample:
    """A sentence to start from. `number` counts from 1, as in `?sample=2`; `id` is its row's, 0 for one of ours."""

    number: int
    id: int
    text: str

    @property
    def code(self) -> str:
        """How short links name it."""
        return base36(self.id) if self.id else ""


@dataclass(frozen=True)
class Draft:
    """What a supporter has so far: a sentence of their own, the one behind it, and where it is to go."""

    sample: Sample
    own: str = ""
    network: str = ""
    server: str = ""

    @property
    def opening(self) -> str:
        return " ".join(part for part in (self.own.strip(), self.sample.text.strip()) if part)


@dataclass(frozen=True)
class Frame:
    """What goes with every sentence of a campaign. `handles`: the company's account on each network that it is on."""

    company: str
    hashtags: tuple[str, ...]
    short_url: str
    handles: Mapping[str, str]

    @property
    def mentions(self) -> Sequence[str]:
        """The company's mentions on all networks."""
        return [f"@{handle}" for handle in self.handles.values()]

    def share_text(self, opening: str, network: str, sample: int = 0) -> ShareText:
        """The sentence with its surroundings; the company is mentioned only where it has an account, and once."""
        handle = self.handles.get(network, "")
        mention = f"@{handle}" if handle else ""
        return ShareText(
            opening=speak_to(opening, mention, self.mentions, self.company),
            mention=mention,
            hashtags=self.hashtags,
            url=short_link(self.short_url, network, sample),
        )

    def full_text(self, draft: Draft) -> str:
        """What "copy" copies: for any place, and so without a mention."""
        url = short_link(self.short_url, Channel.COPY, draft.sample.id)
        share = ShareText(opening=draft.opening, hashtags=self.hashtags, url=url)
        return compose(share, _ENDLESS).text


@dataclass(frozen=True)
class Pick:
    """One network to choose. `pattern` is its link with `TEXT_MARK` (as in a URL) for the text, `host_pattern` the same on a
    host of the person's own, `HOST_MARK`; "" where a network has no such hosts. `letter` names it in short links."""

    network: str
    name: str
    mention: str
    letter: str
    pattern: str
    host_pattern: str
    rules: TextRules
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """A text as it goes to one network: `count` of `limit` as that network counts, behind `url`, which opens its composer."""

    network: str
    name: str
    text: str
    count: int
    limit: int
    url: str


def picks(frame: Frame, chosen_network: str) -> list[Pick]:
    """Every network in its order; the first one is chosen where no other is."""
    known = connectors()
    first = chosen_network if chosen_network in known else next(iter(known), "")
    return [_pick(network, connector, frame, network == first) for network, connector in known.items()]


def networks_with_servers() -> list[str]:
    """The networks that people are on by a server of their own choice."""
    anywhere = Frame(company="", hashtags=(), short_url="", handles={})
    return [pick.network for pick in picks(anywhere, "") if pick.host_pattern]


def shown(frame: Frame, draft: Draft, *, rules: TextRules | None = None) -> Shown:
    """The draft as its network gets it. `rules`: what the person's own server says; else the network's usual."""
    network = Network(draft.network)
    connector = connectors()[network]
    share = frame.share_text(draft.opening, network, draft.sample.id)
    counted = rules or connector.text_rules
    text = compose(share, counted).text
    return Shown(
        network=network.value,
        name=network.label,
        text=text,
        count=count(text, counted),
        limit=counted.limit,
        url=connector.intent_url(share, host=draft.server, rules=rules),
    )


def samples(rows: Sequence[tuple[int, str]]) -> list[Sample]:
    """The sentences (id, text), in their order."""
    return [Sample(number, row_id, text) for number, (row_id, text) in enumerate(rows, start=1)]


def chosen(count_of_all: int, wanted: str, *, turn: int) -> int:
    """Which of the sentences comes first, from 0: the one asked for, else the one whose turn it is."""
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= _DIGITS else 0
    return number - 1 if 0 < number <= count_of_all else turn % count_of_all


def turn_at(key: str, now: datetime) -> int:
    """The turn of a moment: it changes every `TURN_SECONDS`, and begins elsewhere for each campaign."""
    return crc32(key.encode()) + int(now.timestamp()) // TURN_SECONDS


def _pick(network: Network, connector: Connector, frame: Frame, is_chosen: bool) -> Pick:
    mark = ShareText(opening=TEXT_MARK)
    pattern, on_host = connector.intent_url(mark), connector.intent_url(mark, host=HOST_MARK)
    handle = frame.handles.get(network, "")
    return Pick(
        network=network.value,
        name=network.label,
        mention=f"@{handle}" if handle else "",
        letter=LETTERS[network],
        pattern=pattern,
        host_pattern="" if on_host == pattern else on_host,
        rules=connector.text_rules,
        is_chosen=is_chosen,
    )
