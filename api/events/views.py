"""Events: listed, read from a page, and kept in step with it."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.scope import organization_scope
from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_to_change
from api.events.bodies import EventPageParameters, EventParameters, EventSourceBody
from api.events.queries import event, narrowed
from api.events.serializers import EventOfCampaignSerializer, EventPageSerializer
from api.idempotency import once
from api.pagination import Pages
from api.throttling import allowance_of
from api.views import ResourceView, without_scope
from campaigns.authoring.event_facts import IMAGE, facts_in
from campaigns.authoring.event_sources.questions import EventUnread
from campaigns.authoring.event_sources.reading import event_at, whole
from campaigns.authoring.in_step.operations import (
    follow_event,
    leave_event,
    take_over_event,
    unfollow_event,
)
from campaigns.authoring.tools.queries import tokens_by_origin
from campaigns.models import Campaign
from candyplatform.base import clock
from candyplatform.base.http import door_from_settings

# What a page does not say.
_NOTHING: Mapping[str, Any] = {
    "event_name": "",
    "event_names": {},
    "event_place": "",
    "event_starts_at": None,
    "event_ends_at": None,
    "event_url": "",
    IMAGE: "",
}


class EventList(ListModelMixin, ResourceView):
    """The organization's events, those of drafts included, page by page. Each belongs to one campaign."""

    summary = "List events"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = EventParameters
    serializer_class = EventOfCampaignSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Campaign]:
        return narrowed(self.parameters)

    def get(self, request: Request) -> Response:
        return self.list(request)


class EventDetail(ResourceView):
    """A campaign's event."""

    summary = "Read an event"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = EventOfCampaignSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(event(ids["id"]))


class EventPage(ResourceView):
    """What a page says of its event: a campaign's first step, filled in.

    We open the page for you, and the API of pretix or pretalx behind it, with the organization's own token for its shop where an
    owner left one. That takes seconds.
    """

    summary = "Read an event from its page"
    required_scope = TokenScope.WRITE_CAMPAIGNS
    parameters_class = EventPageParameters
    serializer_class = EventPageSerializer

    @without_scope  # no transaction waits for another site
    def get(self, request: Request) -> Response:
        """Nothing is kept of it. What cannot be read is an error, with the code `event_unread`."""
        self.read(request)
        asking, asked = caller(request), self.parameters
        allowance_of(request).count_also("link.token", asking.counted_as)
        with organization_scope(asking.organization_id):
            tokens = tokens_by_origin()
        reading = event_at(asked["url"], door=door_from_settings(), now=clock.now(), tokens=tokens)
        if reading.found is None:
            raise EventUnread
        facts = facts_in(reading.found, zone=asked["time_zone"], language=asked["language"])
        return self.tell(
            {"event": {**_NOTHING, **facts}, "url": whole(asked["url"]), "kind": reading.known.kind}
        )


class EventSource(ResourceView):
    """The page that an event is kept in step with."""

    required_scope = TokenScope.WRITE_CAMPAIGNS
    serializer_class = EventOfCampaignSerializer
    pointers = {"event_url": "/url"}
    writes = {
        "PUT": Write(
            "Keep an event in step with a page", {200: EventOfCampaignSerializer}, body=EventSourceBody
        ),
        "DELETE": Write("Follow a page no more", {204: None}),
    }

    @once
    def put(self, request: Request, **ids: Any) -> Response:
        """We look there soon, and then once a day, hourly in the week before the event. What is different then is `offer`ed, and told
        in the journal; nothing is changed by itself."""
        found = campaign_to_change(ids["id"])
        follow_event(campaign=found, url=self.body["url"], actor=caller(request).actor, now=clock.now())
        return self.tell(event(found.id))

    @once
    def delete(self, request: Request, **ids: Any) -> Response:
        """The event stays as it is."""
        unfollow_event(campaign=campaign_to_change(ids["id"]), actor=caller(request).actor, now=clock.now())
        return Response(status=204)


class _Decision(ResourceView):
    """What is done about an offer; answered with the event as it is then."""

    required_scope = TokenScope.WRITE_CAMPAIGNS
    serializer_class = EventOfCampaignSerializer
    operation: ClassVar[Callable[..., object]]

    def decide(self, request: Request, **ids: Any) -> Response:
        """Do it."""
        found = campaign_to_change(ids["id"])
        type(self).operation(campaign=found, actor=caller(request).actor, now=clock.now())
        return self.tell(event(found.id))


class TakeOver(_Decision):
    """Take over what a page says."""

    operation = staticmethod(take_over_event)
    writes = {"POST": Write("Take over what the event's page says", {200: EventOfCampaignSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """All that is `offer`ed is put into the draft. Of a public campaign, send the offer's `text` to `updates/`, then `leave/` it."""
        return self.decide(request, **ids)


class Leave(_Decision):
    """Leave an event as it is."""

    operation = staticmethod(leave_event)
    writes = {"POST": Write("Leave the event as it is", {200: EventOfCampaignSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """What is `offer`ed now is offered no more, until the page says something else."""
        return self.decide(request, **ids)
