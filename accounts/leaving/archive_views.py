"""Taking along: asking for an archive, watching it being made, downloading it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Desk, leaving_desk_view, person_view, signed_in
from accounts.leaving import archives
from accounts.leaving.subjects import Subject, person
from accounts.models import Archive
from accounts.roles import Permission
from candyplatform.base import clock
from candyplatform.base.errors import Conflict, NotFound

STATUS = "accounts/leaving/archives_status.html"


@dataclass(frozen=True)
class ArchiveLine:
    """An archive as the page shows it; `percent` of one that is being made, `url` and `until` of one that is ready."""

    asked_at: datetime
    size: int
    percent: int
    url: str
    until: datetime | None


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@person_view
def own(request: HttpRequest) -> HttpResponse:
    """One's own archives; with POST, one more."""
    user = signed_in(request)
    if request.method == "POST":
        return _asked(
            request, lambda: archives.ask_for_own_archive(user=user, now=clock.now()), reverse("own_archives")
        )
    subject = person(user.pk)
    with subject.scope():
        lines = _lines(subject, lambda archive: reverse("own_archive_file", args=[archive.id]))
    context = {"desk_area": "account", **_content(lines, reverse("own_archives"))}
    return render(request, _template(request, "accounts/leaving/own_archives.html"), context)


@require_safe
@cache_control(no_store=True)
@person_view
def own_file(request: HttpRequest, archive_id: UUID) -> StreamingHttpResponse:
    """The file itself."""
    subject = person(signed_in(request).pk)
    try:
        with subject.scope():
            archive = archives.finished(subject, archive_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    return _file(subject, archive, "my-account")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@leaving_desk_view
def of_organization(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The organization's archives; with POST, one more."""
    desk.actor.require(Permission.EXPORT)
    organization = desk.organization
    here = reverse("organization_archives", args=[organization.slug])
    if request.method == "POST":
        return _asked(
            request,
            lambda: archives.ask_for_organization_archive(
                organization_id=organization.id, actor=desk.actor, now=clock.now()
            ),
            here,
        )
    lines = _lines(
        Subject(organization.id),
        lambda archive: reverse("organization_archive_file", args=[organization.slug, archive.id]),
    )
    template = _template(request, "accounts/leaving/organization_archives.html")
    return desk.render(request, template, _content(lines, here), area="settings")


@require_safe
@cache_control(no_store=True)
@leaving_desk_view
def file_of_organization(request: HttpRequest, desk: Desk, archive_id: UUID) -> StreamingHttpResponse:
    """The file itself."""
    archive = archives.take_organization_archive(
        organization_id=desk.organization.id, archive_id=archive_id, actor=desk.actor, now=clock.now()
    )
    return _file(Subject(desk.organization.id), archive, desk.organization.slug)


def _asked(request: HttpRequest, ask: Callable[[], Archive], here: str) -> HttpResponse:
    try:
        ask()
    except Conflict as error:
        messages.error(request, str(error.text))
    return redirect(here)


def _lines(subject: Subject, url_of: Callable[[Archive], str]) -> list[ArchiveLine]:
    """The subject's archives, newest first, within their scope."""
    return [_line(archive, url_of(archive)) for archive in archives.archives_of(subject)]


def _line(archive: Archive, url: str) -> ArchiveLine:
    until = archive.finished_at + archives.KEPT if archive.finished_at else None
    return ArchiveLine(archive.asked_at, archive.size, archive.percent, url, until)


def _content(lines: Sequence[ArchiveLine], here: str) -> dict[str, object]:
    making = next((line for line in lines if line.until is None), None)
    ready = [line for line in lines if line.until]
    return {"making": making, "ready": ready, "here": here, "kept_days": archives.KEPT.days}


def _template(request: HttpRequest, page: str) -> str:
    """The page, or for htmx the part of it that moves."""
    return STATUS if request.headers.get("HX-Request") else page


def _file(subject: Subject, archive: Archive, name: str) -> StreamingHttpResponse:
    """The pieces of a finished archive, one after another."""
    response = StreamingHttpResponse(archives.content(subject, archive), content_type="application/zip")
    response["Content-Length"] = str(archive.size)
    response["Content-Disposition"] = f'attachment; filename="{name}-{archive.asked_at:%Y-%m-%d}.zip"'
    return response
