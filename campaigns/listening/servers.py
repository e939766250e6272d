"""How long a post may be on a server of a supporter's own: asked once a day for everybody, by a worker.

Who names a server gets what is known of it at once; what is not known yet is the network's usual. What it said lies in the cache and
is forgotten after a day: a server may be one person's own.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from msgspec import structs
from redis.exceptions import RedisError

from campaigns.enums import Network
from campaigns.listening.connectors import connectors, door
from campaigns.networks.composing import TextRules
from campaigns.networks.errors import ConnectorError, NotMeasured, Rejected
from candyplatform.base import work
from candyplatform.base.addresses import BadAddress, parse_host

MEASURE = "server.measure"
KNOWN_FOR = timedelta(days=1)
# A server that does not answer is taken as usual for so long; then the next who asks has it asked again.
AWAY_FOR = timedelta(minutes=10)
LASTING = timedelta(minutes=1)


def host_in(typed: str) -> str:
    """The server in what a person types: `@me@social.example`, `https://social.example/home`; "" when it can be none."""
    name = typed.strip().removeprefix("https://").removeprefix("http://").partition("/")[0].rpartition("@")[2]
    try:
        host = parse_host(name.lower())
    except BadAddress:
        return ""
    return host if "." in host and not host.replace(".", "").isdecimal() else ""


def known_rules(network: Network, host: str) -> TextRules | None:
    """What the server said of itself within `KNOWN_FOR`; None when it has not been asked, or while the cache is away."""
    try:
        found = cache.get(_key(network, host))
    except RedisError:
        return None
    if found is None:
        return None
    limit, url_length = found
    return structs.replace(connectors()[network].text_rules, limit=limit, url_length=url_length)


def ask_rules(network: Network, host: str, *, now: datetime) -> None:
    """Have the server asked, soon."""
    work.ensure(kind=MEASURE, key=f"{network} {host}", due_at=now)


def measure(job: work.Job) -> None:
    """Due work `server.measure`: ask one server how long a post may be there. One that does not say is taken as usual."""
    name, _, host = job.key.partition(" ")
    network, kept = Network(name), KNOWN_FOR
    connector = connectors()[network]
    rules = connector.text_rules
    try:
        rules = connector.measure_text(host=host, door=door())
    except (Rejected, NotMeasured):
        pass
    except ConnectorError:
        kept = AWAY_FOR
    remember(network, host, rules, kept=kept)


def remember(network: Network, host: str, rules: TextRules, *, kept: timedelta = KNOWN_FOR) -> None:
    """What the server said, for everybody who asks meanwhile."""
    cache.set(_key(network, host), (rules.limit, rules.url_length), int(kept.total_seconds()))


def _key(network: Network, host: str) -> str:
    return f"server-rules:{network}:{host}"
