"""Taking everything along: archives are asked for, watched being made, and downloaded."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.leaving import archives
from accounts.leaving.subjects import Subject
from accounts.models import Archive
from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.exports.serializers import ExportSerializer
from api.idempotency import once
from api.pagination import Pages
from api.parameters import PageParameters, Parameters
from api.views import ResourceView
from candyplatform.base import clock

SCOPE = TokenScope.WRITE_EXPORTS


class ZipRenderer(BaseRenderer):
    """Says that there is a file; its pieces pass by renderers. What is no file is a problem, as JSON."""

    media_type = "application/zip"
    format = "zip"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return bytes(JSONRenderer().render(data))


class ExportList(ListModelMixin, ResourceView):
    """The organization's archives, the latest first. Each is kept for a week."""

    summary = "List archives"
    required_scope = SCOPE
    parameters_class = PageParameters
    serializer_class = ExportSerializer
    pagination_class = Pages
    writes = {"POST": Write("Make an archive", {202: ExportSerializer}, scope=SCOPE)}

    def get_queryset(self) -> QuerySet[Archive]:
        return archives.archives_of(Subject(caller(self.request).organization_id))

    def get(self, request: Request) -> Response:
        return self.list(request)

    @once
    def post(self, request: Request) -> Response:
        """Of all that the organization has here: campaigns, posts, answers, numbers, the journal; and its members, with their
        e-mail addresses. It takes a while: ask for it again by its `id` until it is ready. One is made at a time, three a day."""
        token = caller(request)
        asked = archives.ask_for_organization_archive(
            organization_id=token.organization_id, actor=token.actor, now=clock.now()
        )
        return Response(ExportSerializer(asked).data, HTTPStatus.ACCEPTED)


class ExportDetail(ResourceView):
    """One archive: how far it is, and where to download it."""

    summary = "Read an archive's state"
    required_scope = SCOPE
    serializer_class = ExportSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(archives.archive(_subject(request), ids["id"]))


class ExportFile(ResourceView):
    """An archive's file, once it is ready."""

    summary = "Download an archive"
    required_scope = SCOPE
    parameters_class = Parameters
    renderer_classes = [ZipRenderer]

    @extend_schema(responses={(200, ZipRenderer.media_type): OpenApiTypes.BINARY})
    def get(self, request: Request, **ids: Any) -> StreamingHttpResponse:
        token = caller(request)
        archive = archives.take_organization_archive(
            organization_id=token.organization_id, archive_id=ids["id"], actor=token.actor, now=clock.now()
        )
        return _file(_subject(request), archive)


def _subject(request: Request) -> Subject:
    return Subject(caller(request).organization_id)


def _file(subject: Subject, archive: Archive) -> StreamingHttpResponse:
    """Its pieces, one after another, each read in a scope of its own: the request's has ended by then."""
    response = StreamingHttpResponse(archives.content(subject, archive), content_type=ZipRenderer.media_type)
    response["Content-Length"] = str(archive.size)
    response["Content-Disposition"] = f'attachment; filename="archive-{archive.asked_at:%Y-%m-%d}.zip"'
    response["ETag"] = _etag(archive.id)
    return response


def _etag(archive_id: UUID) -> str:
    """A file that is made never changes: its id is its version."""
    return f'"{archive_id}"'
