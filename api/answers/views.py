"""A campaign's answers: listed, written down, and decided about."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.answers.bodies import DecisionBody, RecordBody
from api.answers.queries import answer, answers_of
from api.answers.serializers import DecidedAnswerSerializer
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_to_change
from api.idempotency import once
from api.pagination import Pages
from api.parameters import PageParameters
from api.views import ResourceView
from campaigns.answers import operations
from campaigns.models import Answer
from candyplatform.base import clock


class AnswerList(ListModelMixin, ResourceView):
    """What the company posted or said, in the order it did: to be confirmed, confirmed, or found to be no answer."""

    summary = "List a campaign's answers"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = PageParameters
    serializer_class = DecidedAnswerSerializer
    pagination_class = Pages
    writes = {"POST": Write("Write an answer down", {201: DecidedAnswerSerializer}, body=RecordBody)}

    def get_queryset(self) -> QuerySet[Answer]:
        return answers_of(campaign_to_change(self.kwargs["id"]).id)

    def get(self, request: Request, **ids: Any) -> Response:
        return self.list(request)

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """One that came by phone, by mail, or anywhere the platform does not listen. It is confirmed at once; words or a page
        that shows it are needed."""
        given = {name: value for name, value in self.body.items() if value is not None}
        made = operations.record(
            campaign=campaign_to_change(ids["id"]),
            **given,
            actor=caller(request).actor,
            now=clock.now(),
        )
        where = reverse("api:campaign_answer", args=[ids["id"], made.pk])
        headers = {"Location": f"{settings.SITE_URL}{where}"}
        return Response(DecidedAnswerSerializer(answer(ids["id"], made.pk)).data, 201, headers=headers)


class AnswerDetail(ResourceView):
    """One answer."""

    summary = "Read an answer"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = DecidedAnswerSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(answer(ids["id"], ids["answer"]))


class Decision(ResourceView):
    """Something that somebody finds about an answer; answered with the answer as it is then."""

    required_scope = TokenScope.WRITE_CAMPAIGNS
    serializer_class = DecidedAnswerSerializer
    operation: ClassVar[Callable[..., Answer]]

    def decide(self, request: Request, **ids: Any) -> Response:
        """Do it, with the body's values."""
        found = answer(ids["id"], ids["answer"])
        type(self).operation(answer=found, **self.body, actor=caller(request).actor, now=clock.now())
        return Response(DecidedAnswerSerializer(answer(ids["id"], ids["answer"])).data)


class Confirm(Decision):
    """Confirm an answer."""

    operation = staticmethod(operations.confirm)
    writes = {"POST": Write("Confirm an answer", {200: DecidedAnswerSerializer}, body=DecisionBody)}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """It is the company's answer, of this kind. The first one turns a live campaign from asking to thanking."""
        return self.decide(request, **ids)


class Dismiss(Decision):
    """Dismiss an answer."""

    operation = staticmethod(operations.dismiss)
    writes = {"POST": Write("Dismiss an answer", {200: DecidedAnswerSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """It is none, only something that the company posted."""
        return self.decide(request, **ids)


class Correct(Decision):
    """Correct an answer."""

    operation = staticmethod(operations.correct)
    writes = {"POST": Write("Correct an answer", {200: DecidedAnswerSerializer}, body=DecisionBody)}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """A confirmed answer amounts to something else."""
        return self.decide(request, **ids)


class TakeBack(Decision):
    """Take an answer back."""

    operation = staticmethod(operations.take_back)
    writes = {"POST": Write("Take an answer back", {200: DecidedAnswerSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """A confirmed answer was none after all. Without any other, the campaign asks again."""
        return self.decide(request, **ids)
