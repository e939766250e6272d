"""How long a post may be on a server of a supporter's own: asked once a day for everybody, by a worker.

Who names a server gets what is known of it at once; what is not known yet is the network's usual.
"""

from datetime import datetime, timedelta

from msgspec import structs

from campaigns.enums import Network
from campaigns.listening.budgets import origin_of
from campaigns.listening.connectors import connectors, door
from campaigns.models import Instance
from campaigns.networks.composing import TextRules
from campaigns.networks.errors import NotMeasured, Rejected
from candyplatform.base import clock, retry, work
from candyplatform.base.addresses import BadAddress, parse_host

MEASURE = "server.measure"
KNOWN_FOR = timedelta(days=1)
LASTING = timedelta(minutes=1)
# Whoever asked has gone on by then; the next one asks again.
POLICY = retry.Retry(first=timedelta(seconds=3), longest=timedelta(seconds=20), attempts=4)


def host_in(typed: str) -> str:
    """The server in what a person types: `@me@social.example`, `https://social.example/home`; "" when it can be none."""
    name = typed.strip().removeprefix("https://").removeprefix("http://").partition("/")[0].rpartition("@")[2]
    try:
        host = parse_host(name.lower())
    except BadAddress:
        return ""
    return host if "." in host and not host.replace(".", "").isdecimal() else ""


def known_rules(network: Network, host: str, *, now: datetime) -> TextRules | None:
    """What the server said of itself within `KNOWN_FOR`; None when it has not been asked."""
    origin = origin_of(f"https://{host}")
    found = Instance.objects.filter(origin=origin, measured_at__gt=now - KNOWN_FOR).first()
    if found is None or found.text_limit is None:
        return None
    usual = connectors()[network].text_rules
    return structs.replace(usual, limit=found.text_limit, url_length=found.url_length or usual.url_length)


def ask_rules(network: Network, host: str, *, now: datetime) -> None:
    """Have the server asked, soon."""
    work.ensure(kind=MEASURE, key=f"{network} {host}", due_at=now)


def measure(job: work.Job) -> None:
    """Due work `server.measure`: ask one server how long a post may be there. One that does not say is taken as usual."""
    network, _, host = job.key.partition(" ")
    connector = connectors()[Network(network)]
    try:
        rules = connector.measure_text(host=host, door=door())
    except (Rejected, NotMeasured):
        rules = connector.text_rules
    Instance.objects.update_or_create(
        origin=origin_of(f"https://{host}"),
        defaults={"text_limit": rules.limit, "url_length": rules.url_length, "measured_at": clock.now()},
    )
