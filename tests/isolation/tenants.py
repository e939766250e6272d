"""One organization full of data, made by the operations that make it in life: every state, every table, every role."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import RequestFactory

from accounts.actors import actor_of
from accounts.idempotency.operations import claim, keep
from accounts.mail import queue
from accounts.members.invitations import invite
from accounts.models import Archive, ArchivePart, JournalEntry, Membership, OrganizationLogo
from accounts.organizations.operations import found_organization
from accounts.origin import answering
from accounts.roles import Role
from accounts.scope import organization_scope, staff_scope, traces_scope
from accounts.tokens.operations import issue_token, revoke_token
from accounts.tokens.scopes import TokenScope
from campaigns.answers import operations as answers
from campaigns.authoring.companies import propose_company
from campaigns.authoring.content import CompanyProposal, SampleText
from campaigns.authoring.in_step.operations import follow_event
from campaigns.authoring.tools.operations import connect_tool
from campaigns.digests.composing import compose_now
from campaigns.digests.unsubscribing import link_for
from campaigns.enums import CampaignState, Kindness, Network, Step, Visitors
from campaigns.gathering import supporters
from campaigns.gathering.links import leave_url
from campaigns.gathering.operations import set_storm_hour
from campaigns.listening import spending
from campaigns.listening.said import link_of, note_said
from campaigns.models import (
    Answer,
    Campaign,
    Company,
    Digest,
    EventPicture,
    EventSource,
    PictureFetch,
    Post,
    Report,
    SaidPost,
    Supporter,
    Update,
)
from campaigns.moderation.reports import file_report
from campaigns.networks.contract import AuthorSeen, PostSeen
from campaigns.pages.operations import count_step
from campaigns.transitions import operations as transitions
from campaigns.transitions.companies import verify_company
from campaigns.webhooks.operations import create_endpoint, send_test
from candyplatform.base import work
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import STAFF, hear, make_campaign, make_member, make_user, post_seen, share_address
from tests.isolation.canaries import FIRST_ID, Tier, word
from tests.support.due_work import sweep_and_work

COMPANY_AUTHOR = "https://mastodon.example/users/common"
# Whose campaigns' texts: a draft is its members' own, what was handed in is seen by staff too, the rest by everybody.
TIER_OF_STATE = {
    CampaignState.DRAFT: Tier.SECRET,
    CampaignState.IN_REVIEW: Tier.PRIVATE,
    CampaignState.SUSPENDED: Tier.PRIVATE,
}


@dataclass
class Tenant:
    """An organization with its people by role, its campaigns by state, its tokens' secrets by scope.

    `values` is what addresses, queries and forms are filled with; `tests.isolation.world` gives another set of the same names
    that nobody has.
    """

    name: str
    members: dict[str, Membership]
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return self.members[Role.OWNER].organization_id


def found(name: str, now: datetime) -> Tenant:
    """The organization and its people. Ids begin at `FIRST_ID`."""
    private, public = word(Tier.PRIVATE, name), word(Tier.PUBLIC, name)
    people = {
        role: make_user(f"{private}-{role}@example.org", name=f"{private} {role}", language="en")
        for role in Role.values
    }
    owner = found_organization(
        user=people[Role.OWNER],
        name=f"{public} e.V.",
        slug=f"{public}-org",
        website=f"https://{public}.example/",
        now=now,
    )
    others: dict[str, Membership] = {
        role: make_member(owner.organization, role, user=people[role], now=now)
        for role in (Role.EDITOR, Role.VIEWER)
    }
    return Tenant(name, others | {Role.OWNER: owner})


def fill(tenant: Tenant, company: Company, now: datetime) -> None:
    """Something in every table."""
    for state in CampaignState.values:
        tenant.campaigns[state] = _campaign(tenant, state, company, now)
    _let_hear(tenant, now)
    _let_answer(tenant, now)
    tenant.campaigns["suspended"] = transitions.suspend(
        campaign=tenant.campaigns["suspended"], reason=word(Tier.PRIVATE, tenant.name), actor=STAFF, now=now
    )
    compose_now(campaign=tenant.campaigns["live"], now=now)
    queue(
        recipient=f"{word(Tier.SECRET, tenant.name)}@example.org",
        subject="Old",
        text="Old",
        now=now - timedelta(days=9),
    )
    request = RequestFactory().get(
        "/desk/", REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Mozilla/5.0 Firefox/1"
    )
    with answering(request):
        _issue_tokens(tenant, now)
    _answer_a_program(tenant, now)
    _invite(tenant, now)
    _dress(tenant, now)
    _archive(tenant, now)
    spending.claim(network=Network.X, organizations=[tenant.id], price=5_000, budget=100_000, now=now)
    _propose(tenant, now)
    _take_part(tenant, now)
    _complain(tenant, now)
    _gather(tenant, now)
    _hook(tenant, now)
    _follow_events(tenant, now)
    _picture(tenant, now)
    _give_up(tenant, now)
    tenant.values = _values(tenant)


def _campaign(tenant: Tenant, state: str, company: Company, now: datetime) -> Campaign:
    token = word(TIER_OF_STATE.get(CampaignState(state), Tier.PUBLIC), tenant.name)
    texts = {"de": f"Bitte, {token}", "en": f"Please, {token}"}
    return make_campaign(
        tenant.members[Role.OWNER],
        # What is suspended was live: it has posts and answers.
        state={"suspended": "live", "answered": "live"}.get(state, state),
        company=company,
        hashtags=(f"{token}{state.replace('_', '')}", "common"),
        sample_posts=[SampleText(code, text, purpose) for code, text in texts.items() for purpose in ("ask", "thank")],
        now=now,
        slug=f"{token}-{state.replace('_', '-')}",
        title=texts,
        wish=texts,
        story=texts,
        event_name=f"Event {token}",
        event_place=f"Place {token}",
        event_url=f"https://{token}.example/",
    )  # fmt: skip


def _post(tenant: Tenant, tier: Tier, number: int, now: datetime) -> PostSeen:
    token = f"{word(tier, tenant.name)}{number}"
    author = AuthorSeen(
        id=f"https://mastodon.example/users/{token}",
        handle=f"{token}@mastodon.example",
        url=f"https://mastodon.example/@{token}",
        followers=10,
    )
    return _written(token, author, number, now)


def _reply(tenant: Tenant, tier: Tier, number: int, now: datetime) -> PostSeen:
    """A post of the company's own account."""
    author = AuthorSeen(
        id=COMPANY_AUTHOR, handle="common@mastodon.example", url="https://mastodon.example/@common"
    )
    return _written(f"{word(tier, tenant.name)}{number}", author, number, now)


def _written(token: str, author: AuthorSeen, number: int, now: datetime) -> PostSeen:
    uri = f"https://mastodon.example/{token}"
    return post_seen(
        number, author=author, uri=uri, url=uri, native_id=token, text=f"Please {token} #common", posted_at=now
    )  # fmt: skip


def _let_hear(tenant: Tenant, now: datetime) -> None:
    """Friendly, flagged, hidden, deleted, and the company's own, in three campaigns."""
    for state in ("live", "answered"):
        campaign = tenant.campaigns[state]
        for number, kindness in enumerate(Kindness.values):
            tier = Tier.PUBLIC if kindness == Kindness.FRIENDLY else Tier.PRIVATE
            _keep_kindness(campaign, _post(tenant, tier, number, now), kindness)
        hear(campaign, _reply(tenant, Tier.PUBLIC, 10, now), _reply(tenant, Tier.PUBLIC, 11, now))
        _delete(campaign, _post(tenant, Tier.PRIVATE, 20, now))
    suspended = tenant.campaigns["suspended"]
    _keep_kindness(suspended, _post(tenant, Tier.PRIVATE, 0, now), Kindness.FRIENDLY)
    hear(suspended, _reply(tenant, Tier.PRIVATE, 10, now))
    sweep_and_work(kinds=("answers.notice",))


def _keep_kindness(campaign: Campaign, post: PostSeen, kindness: str) -> None:
    hear(campaign, post)
    with organization_scope(campaign.organization_id):
        Post.objects.filter(campaign=campaign, uri=post.uri).update(kindness=kindness)


def _delete(campaign: Campaign, post: PostSeen) -> None:
    _keep_kindness(campaign, post, Kindness.FRIENDLY)
    with organization_scope(campaign.organization_id):
        Post.objects.filter(campaign=campaign, uri=post.uri).update(deleted_at=post.posted_at)


def _let_answer(tenant: Tenant, now: datetime) -> None:
    """A candidate and a dismissed answer where the campaign is live, a confirmed one where it is answered or was stopped."""
    actor = actor_of(tenant.members[Role.OWNER])
    with organization_scope(tenant.id):
        dismissed = Answer.objects.filter(campaign=tenant.campaigns["live"]).order_by("id").last()
    assert dismissed
    answers.dismiss(answer=dismissed, actor=actor, now=now)
    _slip_in_an_answer(tenant, now)
    for state in ("answered", "suspended"):
        campaign = tenant.campaigns[state]
        token = word(TIER_OF_STATE.get(CampaignState(state), Tier.PUBLIC), tenant.name)
        answers.record(
            campaign=campaign, kind="promised", promised_for=date(2999, 1, 1), said_at=now, text=f"Soon, {token}",
            actor=actor, now=now,
        )  # fmt: skip
        with organization_scope(tenant.id):
            tenant.campaigns[state] = Campaign.objects.select_related("organization", "company").get(
                id=campaign.id
            )


def _slip_in_an_answer(tenant: Tenant, now: datetime) -> None:
    """No operation answers a draft; should one, its answer is as secret as the draft."""
    draft, text = tenant.campaigns["draft"], word(Tier.SECRET, tenant.name)
    with organization_scope(tenant.id):
        Answer.objects.create(
            organization_id=tenant.id, campaign=draft, said_at=now, text=text, noticed_at=now
        )


def _issue_tokens(tenant: Tenant, now: datetime) -> None:
    """One for each scope, one for all, one that ran out and one, of long ago, that was revoked."""
    actor, name = actor_of(tenant.members[Role.OWNER]), word(Tier.PRIVATE, tenant.name)
    wanted: dict[str, list[str]] = {scope: [scope] for scope in TokenScope.values}
    for label, scopes in {
        **wanted,
        "all": TokenScope.values,
        "expired": TokenScope.values,
        "revoked": TokenScope.values,
    }.items():
        expires_at = now + timedelta(seconds=1) if label == "expired" else None
        issued_at = now - timedelta(days=100) if label == "revoked" else now
        issued = issue_token(
            actor=actor, name=f"{name} {label}", scopes=scopes, expires_at=expires_at, now=issued_at
        )
        tenant.secrets[label] = issued.secret
        if label == "revoked":
            revoke_token(token_id=issued.token.id, actor=actor, now=now)
        tenant.values["token_id"] = issued.token.id
    tenant.values["token_id"] = _token_id(tenant, "all")


def _answer_a_program(tenant: Tenant, now: datetime) -> None:
    """An answer that was kept for an idempotency key: the same key in both organizations."""
    with organization_scope(tenant.id):
        answer = claim(organization_id=tenant.id, key="common", fingerprint="0" * 64, now=now)
        keep(answer=answer, status=200, headers={}, body=f'{{"title": "{word(Tier.SECRET, tenant.name)}"}}')
    tenant.values["idempotent_answer"] = answer.pk


def _invite(tenant: Tenant, now: datetime) -> None:
    """Somebody new, and the person of the other organization who will be asked as a stranger is not among them."""
    address = f"{word(Tier.PRIVATE, tenant.name)}-guest@example.org"
    outcome = invite(entries=[address], role=Role.VIEWER, actor=actor_of(tenant.members[Role.OWNER]), now=now)
    [invitation] = outcome.sent
    tenant.values["invitation_id"] = invitation.id


def _dress(tenant: Tenant, now: datetime) -> None:
    """A logo, whose digest nobody guesses."""
    digest = f"{FIRST_ID[tenant.name]:064x}"
    with organization_scope(tenant.id):
        OrganizationLogo.objects.create(
            organization_id=tenant.id, picture=b"RIFF", digest=digest, changed_at=now
        )
    tenant.values["digest_of_logo"] = digest


def _picture(tenant: Tenant, now: datetime) -> None:
    """Pictures of events, whose digests nobody guesses, and one that is to be fetched."""
    digest, secret = f"{FIRST_ID[tenant.name]:064x}", word(Tier.SECRET, tenant.name)
    row: dict[str, Any] = {
        "picture": b"RIFF",
        "width": 320,
        "height": 160,
        "digest": digest,
        "changed_at": now,
    }
    with organization_scope(tenant.id):
        for state, campaign in tenant.campaigns.items():
            token = word(TIER_OF_STATE.get(CampaignState(state), Tier.PUBLIC), tenant.name)
            mine: dict[str, Any] = {"organization_id": tenant.id, "campaign": campaign, "is_own": True}
            EventPicture.objects.create(
                **mine, **row, alt={"en": f"Seen {token}"}, source_url=f"https://{token}.example/a.jpg"
            )
        PictureFetch.objects.create(
            organization_id=tenant.id,
            campaign=tenant.campaigns["draft"],
            # An address that the door refuses before it asks anybody.
            url=f"http://127.0.0.1/{secret}/b.jpg",
            is_own=True,
            asked_at=now,
        )
    tenant.values["digest_of_picture"] = digest


def _archive(tenant: Tenant, now: datetime) -> None:
    """The organization's archive, and its owner's and its viewer's own."""
    owner, viewer = tenant.members[Role.OWNER], tenant.members[Role.VIEWER]
    secret = word(Tier.SECRET, tenant.name).encode()
    whole: dict[str, Any] = {"asked_at": now, "finished_at": now, "size": len(secret)}
    with organization_scope(tenant.id):
        archive = Archive.objects.create(organization_id=tenant.id, user=owner.user, **whole)
        ArchivePart.objects.create(archive=archive, position=0, content=secret)
    for member in (owner, viewer):
        with traces_scope(member.user_id, []):
            own = Archive.objects.create(user=member.user, **whole)
            ArchivePart.objects.create(archive=own, position=0, content=secret)
    tenant.values |= {"archive_id": archive.id, "own_archive_id": own.id}


def _token_id(tenant: Tenant, label: str) -> UUID:
    with organization_scope(tenant.id):
        found: UUID = tenant.members[Role.OWNER].organization.api_tokens.get(name__endswith=label).id
    return found


def _propose(tenant: Tenant, now: datetime) -> None:
    """A company that nobody asks in public yet, one that staff verified, and one that is asked on a page before they did."""
    actor = actor_of(tenant.members[Role.OWNER])
    for tier, label in ((Tier.PRIVATE, "proposed"), (Tier.PUBLIC, "verified"), (Tier.PUBLIC, "asked")):
        name = f"{word(tier, tenant.name)} {label}" if label != "verified" else "Verified company"
        handles: dict[str, str] = {Network.MASTODON: f"{label}{FIRST_ID[tenant.name] % 97}@mastodon.example"}
        company = propose_company(
            organization_id=tenant.id, proposal=CompanyProposal(name, handles=handles), actor=actor, now=now
        )
        tenant.values.setdefault("company", company.id)
        if label == "verified":
            with staff_scope():
                verify_company(company=company, actor=STAFF, now=now)
    with organization_scope(tenant.id):
        Campaign.objects.filter(id=tenant.campaigns["scheduled"].id).update(company=company)


def _take_part(tenant: Tenant, now: datetime) -> None:
    """What supporters did, and what they are told: in public, and in what was taken off the stage."""
    for state in ("live", "suspended"):
        campaign = tenant.campaigns[state]
        count_step(
            campaign=campaign, step=Step.VISITED, channel="x", sample=0, visitors=Visitors.PEOPLE, now=now
        )
        found = link_of(f"https://www.threads.com/@{word(Tier.PRIVATE, tenant.name)}/post/abc")
        assert found
        note_said(campaign=campaign, network=found[0], link=found[1], now=now)
        with organization_scope(tenant.id):
            tenant.values.setdefault("said", SaidPost.objects.get(campaign=campaign).pk)
        token = word(TIER_OF_STATE.get(CampaignState(state), Tier.PUBLIC), tenant.name)
        with organization_scope(tenant.id):
            update = Update.objects.create(
                organization_id=tenant.id,
                campaign=campaign,
                text={"en": f"News, {token}"},
                said_at=now,
                written_by=tenant.members[Role.OWNER].user,
            )
        tenant.values.setdefault("update", update.pk)


def _complain(tenant: Tenant, now: datetime) -> None:
    """Somebody reported a page, in words and with an address that staff alone may read."""
    word_of_theirs = word(Tier.PRIVATE, tenant.name)
    report = file_report(
        campaign=tenant.campaigns["live"],
        reason="other",
        words=f"Look, {word_of_theirs}",
        post_url=f"https://mastodon.example/{word_of_theirs}",
        address=f"{word_of_theirs}@example.org",
        language="en",
        now=now,
    )
    tenant.values |= {"report": report.id, "receipt": report.receipt}
    # Nobody can report a draft; should somebody, staff see as little of that as of the draft.
    with organization_scope(tenant.id):
        Report.objects.create(
            organization_id=tenant.id,
            campaign=tenant.campaigns["draft"],
            reason="other",
            words=f"Look, {word(Tier.SECRET, tenant.name)}",
            language="en",
            filed_at=now,
        )


def _gather(tenant: Tenant, now: datetime) -> None:
    """A storm hour where the campaign is live and where nobody sees it yet; somebody who wants to be reminded, and somebody who lets
    the organization have their address besides."""
    actor = actor_of(tenant.members[Role.OWNER])
    for state in ("draft", "live"):
        [wave] = set_storm_hour(
            campaign=tenant.campaigns[state],
            starts_at=now + timedelta(hours=9),
            waves=1,
            apart=timedelta(minutes=30),
            actor=actor,
            now=now,
        )
    address = f"{word(Tier.SECRET, tenant.name)}@example.org"
    live = tenant.campaigns["live"]
    supporters.ask_for_reminder(campaign=live, address=address, position=None, language="en", now=now)
    with organization_scope(tenant.id):
        supporter = Supporter.objects.get(campaign=live)
    sharer = share_address(live, f"shared.{address}", now=now)
    tenant.values |= {
        "wave_id": wave.pk,
        "supporter": supporter.pk,
        "sharer": sharer.pk,
        "supporters_link": leave_url(supporter).split("/")[-3],
        "sharers_link": leave_url(sharer).split("/")[-3],
    }


def _hook(tenant: Tenant, now: datetime) -> None:
    """A webhook of the organization's own tools, with a message that waits for it."""
    token, actor = word(Tier.SECRET, tenant.name), actor_of(tenant.members[Role.OWNER])
    issued = create_endpoint(
        url=f"https://{token}.example/",
        event_types=["campaign.closed", "metrics.hourly"],
        description=token,
        actor=actor,
        now=now,
    )
    sent = send_test(endpoint_id=issued.endpoint.id, actor=actor, now=now)
    tenant.values |= {
        "webhook_id": issued.endpoint.id,
        "webhook_message": sent.event_id,
        "webhook_lane": sent.lane,
    }


def _follow_events(tenant: Tenant, now: datetime) -> None:
    """Events that were read from links, of which their pages tell otherwise by now; an event tool with its token."""
    actor, secret = actor_of(tenant.members[Role.OWNER]), word(Tier.SECRET, tenant.name)
    for state in ("draft", "live"):
        # An address that the door refuses before it asks anybody.
        follow_event(
            campaign=tenant.campaigns[state], url=f"http://127.0.0.1/{secret}/", actor=actor, now=now
        )
    with organization_scope(tenant.id):
        EventSource.objects.update(known={"event_place": "Here"}, said={"event_place": f"There, {secret}"})
    # The journal, which staff read as well, tells the host.
    address = f"https://{word(Tier.PRIVATE, tenant.name)}.example/"
    tool = connect_tool(address=address, token=secret, actor=actor, now=now)
    tenant.values["tool"] = tool.pk


def _give_up(tenant: Tenant, now: datetime) -> None:
    """One piece of the organization's work waits, another was given up."""
    for kind in ("answers.notice", "moderation.assess"):
        with organization_scope(tenant.id):
            work.put(kind=kind, key=tenant.campaigns["live"].id, due_at=now, organization_id=tenant.id)
    with transaction_settings({"app.reader": "sweeper"}):
        DueWork.objects.filter(kind="moderation.assess", key=tenant.campaigns["live"].id).update(
            gave_up_at=now, last_error=word(Tier.PRIVATE, tenant.name)
        )


def _values(tenant: Tenant) -> dict[str, Any]:
    live, owner = tenant.campaigns["live"], tenant.members[Role.OWNER]
    with organization_scope(tenant.id):
        post = Post.objects.filter(campaign=live, kindness=Kindness.FLAGGED).get()
        answer = Answer.objects.filter(campaign=live, status="candidate").get()
        confirmed = Answer.objects.get(campaign=tenant.campaigns["answered"], status="confirmed")
        entry = JournalEntry.objects.latest("id")
        digest = Digest.objects.latest("id")
    with transaction_settings({"app.reader": "sweeper"}):
        given_up = DueWork.objects.get(organization_id=tenant.id, gave_up_at__isnull=False)
    return {
        **tenant.values,
        "org": owner.organization.slug,
        "organization_id": owner.organization_id,
        "campaign": live.slug,
        "campaign_id": live.id,
        "draft": tenant.campaigns["draft"].slug,
        "draft_id": tenant.campaigns["draft"].id,
        "page": live.slug,
        "code": live.short_code,
        "page_url": live.page_url,
        "sheet": "a4",
        "post": post.id,
        "answer": answer.id,
        "journal_entry": entry.id,
        "digest": digest.id,
        "in_review_id": tenant.campaigns["in_review"].id,
        "answered_id": tenant.campaigns["answered"].id,
        "confirmed_answer": confirmed.id,
        "scheduled_id": tenant.campaigns["scheduled"].id,
        "membership": tenant.members[Role.VIEWER].pk,
        "user": tenant.members[Role.VIEWER].user_id,
        "given_up": given_up.pk,
        # Of people's own browsers and factors there are none in this world.
        "visit_id": FIRST_ID[tenant.name] + 900_001,
        "factor": FIRST_ID[tenant.name] + 900_002,
        "signed": link_for(tenant.members[Role.VIEWER]).rstrip("/").rpartition("/")[2],
    }
