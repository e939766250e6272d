"""The demo: the EduCamp's storm of April 2013, ready to be watched. Everything in it says that it is a demonstration."""

import io
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.template.loader import render_to_string

from accounts.actors import actor_of, staff
from accounts.entrance.app_codes import set_up_app
from accounts.models import Membership, User
from accounts.organizations.operations import found_organization
from accounts.queries import membership_in
from accounts.scope import organization_scope
from campaigns.authoring.content import CampaignFacts, CompanyProposal, SampleText
from campaigns.authoring.operations import create_campaign, submit
from campaigns.authoring.picture.making import SIDE
from campaigns.authoring.picture.operations import put_picture
from campaigns.authoring.slugs import suggest
from campaigns.drawing.palette import RAISED
from campaigns.drawing.raster import png
from campaigns.enums import CampaignState, Outcome, SamplePurpose
from campaigns.models import Campaign
from campaigns.networks.simulator.scenario import company as simulated_company
from campaigns.networks.simulator.texts import HASHTAGS
from campaigns.transitions import operations as transitions

ORGANIZER, STAFF, PASSWORD = "organizer@demo.localhost", "staff@demo.localhost", "please-and-thank-you"
ORGANIZATION, CAMPAIGN = "educamp-demo", "internet"
ZONE = ZoneInfo("Europe/Berlin")
FRIDAY = 4
LASTS = timedelta(minutes=3)

_TITLE = {"de": "Internet für das EduCamp (Demo)", "en": "Internet for the EduCamp (demo)"}
_WISH = {
    "de": "Liebe Telekom, bitte legt dem EduCamp bis Freitag eine Leitung.",
    "en": "Dear Telekom, please get the EduCamp a line by Friday.",
}
_STORY = {
    "de": (
        "120 Menschen kommen am Wochenende nach Hamburg, um **voneinander zu lernen**. Das Haus steht, der Kuchen ist "
        "bestellt, nur die Leitung fehlt: Der Techniker kann erst *nach* dem Wochenende kommen.\n\n"
        "Wir schimpfen nicht. Wir sagen **bitte**, alle zusammen.\n\n"
        "*Dies ist eine Vorführung. Im April 2013 ist es wirklich so passiert, und nach einer Stunde kam die Antwort.*"
    ),
    "en": (
        "120 people come to Hamburg this weekend to **learn from each other**. The house is ready, the cake is ordered, "
        "only the line is missing: the technician cannot come before the weekend is *over*.\n\n"
        "We do not complain. We say **please**, all of us together.\n\n"
        "*This is a demonstration. In April 2013 it really happened, and the answer came after one hour.*"
    ),
}
_SEEN = {
    "de": "Ein Haus mit gelben Fenstern, Wimpel und ein Kuchen mit drei Kerzen; rechts eine Leitung, die noch fehlt.",
    "en": "A house with yellow windows, bunting, and a cake with three candles; on the right a line that is still missing.",
}
_SAMPLES = (
    SampleText("de", "Bitte schenkt dem EduCamp eine Leitung bis Freitag. Wir bringen Kuchen."),
    SampleText("de", "Ein Wochenende voller Ideen, und nur das Netz fehlt. Helft ihr uns, bitte?"),
    SampleText("en", "Please give the EduCamp a line by Friday. We will bring cake."),
    SampleText("en", "A weekend full of ideas, and only the network is missing. Would you help us, please?"),
    SampleText("de", "Danke, dass ihr dem EduCamp so schnell geantwortet habt.", SamplePurpose.THANK.value),
    SampleText("en", "Thank you for answering the EduCamp so quickly.", SamplePurpose.THANK.value),
)


@dataclass(frozen=True)
class Demo:
    """What was set up: the campaign, and whether it was there already."""

    campaign: Campaign
    was_there: bool

    def is_over(self, now: datetime) -> bool:
        """Whether the storm has passed: at the simulator's pace it takes two minutes."""
        live_at = self.campaign.live_at
        return self.campaign.state == CampaignState.CLOSED or (live_at is not None and now - live_at > LASTS)


def set_up_demo(*, again: bool = False, now: datetime) -> Demo:
    """Set up the demo organization and its live campaign, or find them; every step is the operation people use.

    `again`: the campaign that was there is closed, and a new one starts from the beginning.
    """
    organizer = _person(ORGANIZER, "Demo organizer")
    reviewer = _person(STAFF, "Demo staff", is_staff=True, is_superuser=True)
    set_up_app(reviewer)
    membership = membership_in(organizer, ORGANIZATION) or found_organization(
        user=organizer,
        name="EduCamp Hamburg (Demo)",
        slug=ORGANIZATION,
        website="https://educamps.org/",
        now=now,
    )
    with organization_scope(membership.organization_id):
        there = Campaign.objects.filter(slug__startswith=CAMPAIGN).order_by("-created_at").first()
        if there and there.is_public and not again:
            return Demo(there, was_there=True)
        if there and there.is_listening:
            transitions.close(campaign=there, outcome=Outcome.PARTLY, actor=actor_of(membership), now=now)
        campaign = _create(membership, now)
        submitted = submit(campaign=campaign, actor=actor_of(membership), now=now)
        actor = staff(user_id=reviewer.pk, name=str(reviewer))
        return Demo(transitions.approve(campaign=submitted, actor=actor, now=now), was_there=False)


def _person(email: str, name: str, **rights: bool) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name, **rights)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _create(membership: Membership, now: datetime) -> Campaign:
    campaign = _write(membership, now)
    drawn = png(
        render_to_string("campaigns/drawing/demo_event.svg"),
        width=SIDE,
        height=SIDE * 9 // 16,
        background=RAISED,
    )
    put_picture(campaign=campaign, file=io.BytesIO(drawn), alt=_SEEN, actor=actor_of(membership), now=now)
    return campaign


def _write(membership: Membership, now: datetime) -> Campaign:
    handles = {network: simulated_company(network).handle for network in ("mastodon", "bluesky")}
    handles |= {"x": "telekom_h_demo", "threads": "telekom_hilft_demo"}
    return create_campaign(
        organization_id=membership.organization_id,
        facts=_facts(membership.organization_id, now),
        hashtags=HASHTAGS,
        sample_posts=_SAMPLES,
        proposal=CompanyProposal("Telekom hilft (Demo)", "https://www.telekom.de/", handles),
        actor=actor_of(membership),
        now=now,
    )


def _facts(organization_id: UUID, now: datetime) -> CampaignFacts:
    friday = next_friday(now)
    return CampaignFacts(
        slug=suggest(CAMPAIGN, organization_id=organization_id),
        languages=["de", "en"],
        title=_TITLE,
        wish=_WISH,
        story=_STORY,
        event_name="EduCamp Hamburg (Demo)",
        event_place="Hamburg",
        event_starts_at=friday,
        event_ends_at=friday + timedelta(days=2),
        event_url="https://educamps.org/",
        time_zone=ZONE.key,
        deadline=friday,
    )


def next_friday(now: datetime) -> datetime:
    """The next Friday, 18:00 in Berlin, at least a day away."""
    tomorrow = (now + timedelta(days=1)).astimezone(ZONE).date()
    friday = tomorrow + timedelta(days=(FRIDAY - tomorrow.weekday()) % 7)
    return datetime.combine(friday, time(18), tzinfo=ZONE)
