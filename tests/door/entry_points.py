"""Every way by which an address from people or from the network gets into the product.

`DIALING` open what they are given, `KEEPING` only store it or write it somewhere. `tests/door/test_catalog.py` finds them in the
source: a new one that stands in neither fails there.
"""

from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from itertools import islice

from django.core.exceptions import ValidationError
from django.forms import Form

from accounts.organizations.forms import ProfileForm
from campaigns.authoring.act_forms import RecordForm
from campaigns.authoring.event_sources.questions import EventUnread, origin_of
from campaigns.authoring.event_sources.reading import event_at
from campaigns.authoring.forms import EventForm, WishForm
from campaigns.authoring.handles import clean_handle
from campaigns.enums import Network
from campaigns.listening.servers import host_in
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.networks import asking
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.composing import ShareText
from campaigns.networks.contract import AccountTopic, HashtagTopic, PostLink
from campaigns.networks.errors import Rejected
from campaigns.networks.mastodon import Mastodon, following
from campaigns.networks.telling import Interest
from campaigns.networks.threads import Threads
from campaigns.networks.x import X
from campaigns.pages.forms import ReportForm
from campaigns.webhooks import sending
from campaigns.webhooks.forms import EndpointForm
from campaigns.webhooks.signing import new_secret
from candyplatform.base import clock
from candyplatform.base.errors import Invalid
from candyplatform.base.http import Door
from candyplatform.base.sse import open_events

Enter = Callable[[Door, str], object]

HASHTAG = HashtagTopic("telekomhilf")
ACCOUNT = AccountTopic(id="did:plc:abc", handle="telekomhilft@mastodon.example")
SHARE = ShareText(opening="Please")
MASTODON = Mastodon()
X_POSTS = X(token="t", daily_budget=1, mode="posts")
X_COUNTS = X(token="t", daily_budget=1)
THREADS = Threads(token="t", reviewed=True)


def _websocket(door: Door, url: str) -> object:
    with closing(door.open_websocket(_as_websocket(url))) as socket:
        return [socket.messages(0.1) for _ in range(4)]


def _listen(door: Door, url: str) -> object:
    stream = Bluesky().listen(host=_as_websocket(url), cursor="", door=door, interest=Interest)
    with closing(stream):
        return list(islice(stream, 2))


def _open_events(door: Door, url: str) -> object:
    with open_events(door, url, headers={}) as stream:
        return [stream.events(0.1) for _ in range(4)]


def _follow(door: Door, url: str) -> object:
    with closing(following.follow(url, "t", HASHTAG.tag, door)) as stream:
        return list(islice(stream, 2))


def _follow_at(door: Door, url: str) -> object:
    """Asks the instance first where it streams."""
    with closing(Mastodon(tokens={url: "t"}).follow(host=url, topic=HASHTAG, door=door)) as stream:
        return list(islice(stream, 2))


def _search(door: Door, url: str) -> object:
    searching = Bluesky(pds=url, handle="a.example", app_password="p")
    return searching.fetch(host=url, topic=HASHTAG, cursor="", door=door)


def _event(door: Door, url: str) -> object:
    with suppress(EventUnread):
        return event_at(url, door=door, now=clock.now())
    return None


def _shop(door: Door, url: str) -> object:
    """Leads to its API, then to its page."""
    with suppress(EventUnread):
        address = f"{url.rstrip('/')}/educamp/spring/"
        return event_at(address, door=door, now=clock.now(), tokens={origin_of(address): "t"})
    return None


def _as_websocket(url: str) -> str:
    return f"ws{url[4:]}" if url.lower().startswith("http") else url


def _link(url: str) -> PostLink:
    return PostLink(link=url, host=url, native_id="1", author="did:plc:abc")


def _message_to(url: str) -> WebhookDelivery:
    endpoint = WebhookEndpoint(url=url, secret=new_secret())
    return WebhookDelivery(endpoint=endpoint, event_id="msg_1", body="{}")


def _bare(url: str) -> str:
    """The address as somebody writes a server's name: without the scheme."""
    return url.partition("://")[2].rstrip("/") if url.startswith("http://") else url


DIALING: Mapping[str, Enter] = {
    "Door.request": lambda door, url: door.request("GET", url),
    "Door.request with params": lambda door, url: door.request("POST", url, params={"a": "b"}, body=b"{}"),
    "Door.open_websocket": _websocket,
    "sse.open_events": _open_events,
    "asking.get": asking.get,
    "asking.post": lambda door, url: asking.post(door, url, {}),
    "Mastodon.fetch of a hashtag": lambda door, url: MASTODON.fetch(
        host=url, topic=HASHTAG, cursor="", door=door
    ),
    "Mastodon.fetch of an account": lambda door, url: MASTODON.fetch(
        host=url, topic=ACCOUNT, cursor="", door=door
    ),
    "Mastodon.fetch from a bare host": lambda door, url: MASTODON.fetch(
        host=_bare(url), topic=HASHTAG, cursor="", door=door
    ),
    "Mastodon.refresh": lambda door, url: MASTODON.refresh(host=url, ids=["1"], door=door),
    "Mastodon.lookup_account": lambda door, url: MASTODON.lookup_account(
        host=url, handle=f"a@{url}", door=door
    ),
    "Mastodon.find_post": lambda door, url: MASTODON.find_post(_link(url), door=door),
    "Mastodon.replies": lambda door, url: MASTODON.replies(host=url, native_id="1", door=door),
    "Mastodon.weekly_uses": lambda door, url: MASTODON.weekly_uses(host=url, tag=HASHTAG.tag, door=door),
    "reading.event_at": _event,
    "reading.event_at of a shop, with a token": _shop,
    "following.follow": _follow,
    "Mastodon.follow": _follow_at,
    "Mastodon.measure_text": lambda door, url: MASTODON.measure_text(host=url, door=door),
    "Bluesky.fetch": lambda door, url: Bluesky(api=url).fetch(host="", topic=ACCOUNT, cursor="", door=door),
    "Bluesky.fetch of a hashtag": _search,
    "Bluesky.refresh": lambda door, url: Bluesky(api=url).refresh(host="", ids=["at://x"], door=door),
    "Bluesky.lookup_account": lambda door, url: Bluesky(api=url).lookup_account(
        host="", handle=url, door=door
    ),
    "Bluesky.find_post": lambda door, url: Bluesky(api=url).find_post(_link(url), door=door),
    "Bluesky.replies": lambda door, url: Bluesky(api=url).replies(host="", native_id="at://x", door=door),
    "Bluesky.listen": _listen,
    "X.fetch of counts": lambda door, url: X_COUNTS.fetch(host=url, topic=HASHTAG, cursor="", door=door),
    "X.fetch of posts": lambda door, url: X_POSTS.fetch(host=url, topic=HASHTAG, cursor="", door=door),
    "X.refresh": lambda door, url: X_POSTS.refresh(host=url, ids=["1"], door=door),
    "X.lookup_account": lambda door, url: X_POSTS.lookup_account(host=url, handle="a", door=door),
    "X.find_post": lambda door, url: X_POSTS.find_post(_link(url), door=door),
    "X.replies": lambda door, url: X_POSTS.replies(host=url, native_id="1", door=door),
    "sending.post": lambda door, url: sending.post(_message_to(url), door=door, now=clock.now()),
    "Threads.fetch": lambda door, url: THREADS.fetch(host=url, topic=HASHTAG, cursor="", door=door),
}
# Streams follow no redirects; a bare host means TLS, which the tests' servers do not speak.
_BARE = "Mastodon.fetch from a bare host"
REDIRECTED = {
    name: enter
    for name, enter in DIALING.items()
    if name not in (_BARE, "sending.post") and enter not in (_websocket, _listen, _open_events, _follow)
}


def _field(form: type[Form], name: str) -> Enter:
    """Whether the field takes it or not, it opens nothing."""

    def enter(door: Door, url: str) -> object:
        with suppress(ValidationError):
            return form.base_fields[name].clean(url)
        return None

    return enter


def _handle(door: Door, url: str) -> object:
    for handle in (f"a@{_bare(url)}", f"{url}@a", url):
        with suppress(Invalid):
            clean_handle(Network.MASTODON, handle)
    return None


def _intent(door: Door, url: str) -> object:
    with suppress(Rejected):
        return MASTODON.intent_url(SHARE, host=url)
    return None


KEEPING: Mapping[str, Enter] = {
    "accounts.organizations.forms.ProfileForm.website": _field(ProfileForm, "website"),
    "campaigns.authoring.forms.EventForm.event_url": _field(EventForm, "event_url"),
    "campaigns.authoring.forms.WishForm.company_website": _field(WishForm, "company_website"),
    "campaigns.authoring.act_forms.RecordForm.evidence_url": _field(RecordForm, "evidence_url"),
    "campaigns.pages.forms.ReportForm.post_url": _field(ReportForm, "post_url"),
    "campaigns.webhooks.forms.EndpointForm.url": _field(EndpointForm, "url"),
    "campaigns.authoring.handles.clean_handle": _handle,
    "Mastodon.intent_url": _intent,
    "Mastodon.post_link": lambda door, url: MASTODON.post_link(f"{url}/@ada/1"),
    "servers.host_in": lambda door, url: host_in(url),
}
