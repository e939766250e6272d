"""Every operation of the API, and a scene in which each of them succeeds: what suites go through one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import override_settings

from accounts.actors import Actor, actor_of
from accounts.leaving.archives import ask_for_organization_archive
from accounts.scope import organization_scope
from campaigns.authoring.in_step.operations import follow_event
from campaigns.authoring.updates import publish_update
from campaigns.enums import AnswerStatus, PostRole
from campaigns.gathering.operations import set_storm_hour
from campaigns.models import Answer, Campaign, EventSource, Post
from campaigns.networks.contract import AuthorSeen
from campaigns.webhooks.operations import change_endpoint, create_endpoint, send_test
from tests.api.conftest import Caller
from tests.api.story import tell
from tests.factories import NOW, hear, make_campaign, make_company, post_seen, share_address
from tests.support.due_work import sweep_and_work
from tests.support.event_page import event_page
from tests.support.event_pictures import jpeg
from tests.support.receiver import receiving

LIST = "/api/v1/campaigns/"
ONE = LIST + "{id}/"
ANSWER = ONE + "answers/{answer}/"
WEBHOOK = "/api/v1/webhooks/{id}/"
HOOKS = "/api/v1/hooks/"
EXPORTS = "/api/v1/exports/"
EVENT = "/api/v1/events/{id}/"
# As the document shows it.
PAGE = "https://educamp.example/hamburg.ics"
TOOL = "https://tool.example/hook"
COMPANY = AuthorSeen(id="company-id", handle="company", url="https://mastodon.example/@company")
# When a suite that sends them goes by: the scene is of this day.
LATER = NOW + timedelta(hours=3)
NEW: Mapping[str, Any] = {
    "external_ref": {"system": "tickets.example", "organizer": "educamp", "event": "hh13"},
    "languages": ["de", "en"],
    "title": {"de": "Ein Netz für das EduCamp", "en": "A network for the EduCamp"},
    "wish": {"de": "Bitte schaltet die Leitung bis Freitag.", "en": "Please switch the line on by Friday."},
    "event": {
        "name": "EduCamp Hamburg 2013",
        "names": {"en": "EduCamp Hamburg, 2013"},
        "place": "Hamburg",
        "starts_at": "2013-04-26T10:00:00Z",
    },
    "deadline_days_before": 1,
    "hashtags": ["telekomhilf", "echh13"],
    "sample_posts": [{"language": "en", "text": "Dear Telekom, please give the EduCamp a line."}],
}


@dataclass(frozen=True)
class Operation:
    """One method of one address. `of` is the campaign (company, webhook) of the scene that it is about."""

    method: str
    path: str
    scope: str
    of: str = "live"
    body: Mapping[str, Any] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """Its query; where a page is to be read, the one that there is here."""
        return {name: event_page().url if value == PAGE else value for name, value in self.query.items()}

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method != "get"


def _read(path: str, scope: str = "campaigns:read", of: str = "live") -> Operation:
    return Operation("get", path, scope, of)


def _write(method: str, path: str, body: Mapping[str, Any] | None = None, **rest: Any) -> Operation:
    return Operation(method, path, "campaigns:write", body=body, **rest)


def _webhooks(method: str, path: str, body: Mapping[str, Any] | None = None, **rest: Any) -> Operation:
    return Operation(method, path, "webhooks:write", "webhook", body, **rest)


OPERATIONS = (
    _read(LIST),
    _write("post", LIST, NEW, status=201),
    _read(ONE, of="answered"),
    _write("patch", ONE, {"event": {"place": "Altona"}}, of="draft", headers={"if_match": "*"}),
    _write("post", f"{ONE}submit/", of="draft"),
    _write("post", f"{ONE}withdraw/", of="in_review"),
    _write("post", f"{ONE}close/", {"outcome": "fulfilled"}),
    _write("post", f"{ONE}duplicate/", {"event_starts_at": "2014-04-25T10:00:00Z"}, status=201),
    _read(f"{ONE}hashtags/"),
    _write("put", f"{ONE}hashtags/", {"hashtags": ["telekomhilf"]}, of="draft"),
    _read(f"{ONE}sample-posts/"),
    _write("put", f"{ONE}sample-posts/", {"sample_posts": NEW["sample_posts"]}, of="draft"),
    _read(f"{ONE}event-picture/", of="draft"),
    _write("put", f"{ONE}event-picture/", {"url": "https://pictures.example/a.jpg"}, of="draft", status=202),
    _write(
        "patch",
        f"{ONE}event-picture/",
        {"alt": {"en": "People by the lake"}},
        of="draft",
        headers={"if_match": "*"},
    ),
    _write("delete", f"{ONE}event-picture/", of="draft", status=204),
    _read(f"{ONE}metrics/", "metrics:read", of="answered"),
    _read(f"{ONE}metrics/days/", "metrics:read", of="answered"),
    _read(f"{ONE}answers/"),
    _write(
        "post",
        f"{ONE}answers/",
        {"kind": "acknowledged", "said_at": "2013-04-22T11:00:00Z", "text": "We are on it."},
        status=201,
    ),
    _read(ANSWER),
    _write("post", f"{ANSWER}confirm/", {"kind": "promised", "promised_for": "2013-04-24"}),
    _write("post", f"{ANSWER}dismiss/"),
    _write("post", f"{ANSWER}correct/", {"kind": "fulfilled"}, of="answered"),
    _write("post", f"{ANSWER}take-back/", of="answered"),
    _read(f"{ONE}updates/"),
    _write("post", f"{ONE}updates/", {"text": {"en": "The line is being laid."}}, status=201),
    _read(ONE + "updates/{update}/"),
    _write("delete", ONE + "updates/{update}/", status=204),
    _read(f"{ONE}posts/"),
    _write("post", ONE + "posts/{post}/hide/"),
    _write("post", ONE + "posts/{post}/show/"),
    _read(f"{ONE}storm-hour/"),
    _write(
        "put", f"{ONE}storm-hour/", {"starts_at": "2013-04-24T17:00:00Z", "waves": 2, "apart_minutes": 30}
    ),
    _write("delete", f"{ONE}storm-hour/", status=204),
    _read(f"{ONE}embeds/"),
    _read(f"{ONE}short-links/", "metrics:read"),
    _read(f"{ONE}supporters/", "supporters:read"),
    _read(f"{ONE}supporters/addresses/", "supporters:addresses"),
    _read("/api/v1/events/"),
    _read(EVENT),
    _write("put", f"{EVENT}source/", {"url": PAGE}),
    _write("delete", f"{EVENT}source/", status=204),
    _write("post", f"{EVENT}take-over/", of="draft"),
    _write("post", f"{EVENT}leave/"),
    Operation("get", "/api/v1/event-pages/", "campaigns:write", query={"url": PAGE}),
    _read("/api/v1/companies/"),
    _read("/api/v1/companies/{id}/", of="company"),
    _read("/api/v1/organization/", "organization:read"),
    _read("/api/v1/members/", "organization:read"),
    _read("/api/v1/journal/", "journal:read"),
    Operation("get", EXPORTS, "exports:write"),
    Operation("post", EXPORTS, "exports:write", status=202),
    Operation("get", EXPORTS + "{id}/", "exports:write", "export"),
    Operation("get", EXPORTS + "{id}/file/", "exports:write", "export"),
    _webhooks("get", "/api/v1/webhooks/"),
    _webhooks(
        "post",
        "/api/v1/webhooks/",
        {
            "url": TOOL,
            "event_types": ["campaign.published"],
            "payload": "thin",
            "description": "Our ticket shop",
        },
        status=201,
    ),
    _webhooks("get", WEBHOOK),
    _webhooks("patch", WEBHOOK, {"payload": "full", "enabled": True}, headers={"if_match": "*"}),
    _webhooks("delete", WEBHOOK, status=204),
    _webhooks("post", f"{WEBHOOK}secret/", {"overlap_hours": 24}),
    _webhooks("post", f"{WEBHOOK}test/", status=202),
    _webhooks("get", f"{WEBHOOK}deliveries/"),
    _webhooks("post", WEBHOOK + "deliveries/{message}/resend/", status=202),
    _webhooks("post", f"{WEBHOOK}deliveries/resend/", {"since": "2013-04-22T00:00:00Z"}, status=202),
    _webhooks("post", HOOKS, {"target_url": TOOL, "event": "campaign.answered"}, status=201),
    _webhooks("delete", HOOKS + "{id}/", status=204),
    _webhooks("get", f"{HOOKS}sample/", query={"event": "campaign.submitted"}),
)


@dataclass(frozen=True)
class Scene:
    """Campaigns in several states, with something in every list, and a webhook that was told something."""

    campaigns: Mapping[str, Campaign]
    ids: Mapping[str, Mapping[str, Any]]

    def path(self, operation: Operation) -> str:
        """The operation's address here."""
        return operation.path.format(**self.ids[operation.of])

    def send(self, caller: Caller, operation: Operation, **headers: str) -> Any:
        """What it answers."""
        given = {**operation.headers, **headers}
        sent = operation.body if operation.writes else operation.asked
        return caller.send(operation.method, self.path(operation), sent, **given)


def scene(caller: Caller) -> Scene:
    """Set it up, in the caller's organization."""
    member = caller.membership
    live = make_campaign(member, state="live", company=make_company(native_ids={"mastodon": COMPANY.id}))
    campaigns = {
        "answered": tell(member),
        "live": live,
        # The latest one, which sample messages are about.
        "in_review": make_campaign(member, state="in_review", now=NOW + timedelta(minutes=1)),
        "draft": make_campaign(member, picture=jpeg()),
    }
    hear(live, post_seen(1), kindness="friendly")
    hear(live, post_seen(30, author=COMPANY, text="We are on it. #telekomhilf"))
    sweep_and_work(kinds=("answers.notice",))
    actor = actor_of(member)
    for name in ("live", "draft"):
        _follow(campaigns[name], actor)
    update = publish_update(campaign=live, texts={"en": "We are 21 by now."}, actor=actor, now=NOW)
    set_storm_hour(
        campaign=live, starts_at=NOW + timedelta(days=1), waves=1, apart=timedelta(minutes=30), actor=actor, now=NOW
    )  # fmt: skip
    share_address(live, "fan@example.org", now=NOW)
    with organization_scope(member.organization_id):
        candidate = Answer.objects.get(campaign=live)
        confirmed = Answer.objects.get(status=AnswerStatus.CONFIRMED)
        post = Post.objects.get(campaign=live, role=PostRole.SUPPORTER)
    more = {
        "live": {"answer": candidate.pk, "update": update.pk, "post": post.pk},
        "answered": {"answer": confirmed.pk},
    }
    ids = {name: {"id": campaign.id, **more.get(name, {})} for name, campaign in campaigns.items()}
    return Scene(
        campaigns,
        {**ids, "company": {"id": live.company_id}, "webhook": _webhook(actor), "export": _export(actor)},
    )


def _follow(campaign: Campaign, actor: Actor) -> None:
    """Its event is kept in step with a page, which tells of another place by now."""
    follow_event(campaign=campaign, url=PAGE, actor=actor, now=NOW)
    with organization_scope(campaign.organization_id):
        EventSource.objects.filter(campaign=campaign).update(
            kind="calendar", known={"event_place": campaign.event_place}, said={"event_place": "Altona"}, looked_at=NOW
        )  # fmt: skip


def _export(actor: Actor) -> Mapping[str, Any]:
    """An archive that is made."""
    asked = ask_for_organization_archive(organization_id=actor.own_organization(), actor=actor, now=NOW)
    sweep_and_work(kinds=("archive.build",))
    return {"id": asked.id}


def _webhook(actor: Actor) -> Mapping[str, Any]:
    """One that took a message, and then moved to where nobody is."""
    with receiving() as receiver, override_settings(HTTP_ALLOW_LOOPBACK=[receiver.allowed]):
        issued = create_endpoint(
            url=receiver.url, event_types=["campaign.published"], description="Our ticket shop", actor=actor, now=NOW
        )  # fmt: skip
        sent = send_test(endpoint_id=issued.endpoint.id, actor=actor, now=NOW)
        sweep_and_work(kinds=("webhook.deliver",))
    change_endpoint(endpoint_id=issued.endpoint.id, url=TOOL, actor=actor, now=NOW)
    return {"id": issued.endpoint.id, "message": sent.event_id}
