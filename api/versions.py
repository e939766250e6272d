"""Versions of what is told: `ETag`, `If-None-Match`, `If-Match` (RFC 9110)."""

import hashlib
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request


class VersionMissing(APIException):
    """A change that does not say of which version."""

    status_code = 428
    default_code = "version_missing"
    default_detail = _(
        "Say which version you change: read it, and send its `ETag` in `If-Match`. So nobody's work is overwritten unseen."
    )


class VersionOutdated(APIException):
    """A change of a version that is not the latest one."""

    status_code = 412
    default_code = "version_outdated"
    default_detail = _("It was changed after you read it. Read it again, and repeat what still makes sense.")


def etag_of(content: bytes) -> str:
    """The name of this version: a hash of the body."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_known(etag: str, request: HttpRequest | Request) -> bool:
    """Whether who asks has this version already, and only reads."""
    given = request.headers.get("If-None-Match")
    if given is None or request.method not in ("GET", "HEAD"):
        return False
    return any(known.removeprefix("W/") in (etag, "*") for known in parse_etags(given))


def unchanged(headers: Mapping[str, str]) -> HttpResponse:
    """What somebody is told who has this version: its `headers`, and nothing else."""
    return HttpResponseNotModified(headers=headers)


def require_version(request: Request, data: object) -> None:
    """Raise unless `If-Match` names what `data` is the whole of. Behind a lock on it, or it means little."""
    given = request.headers.get("If-Match")
    if given is None:
        raise VersionMissing
    known = parse_etags(given)
    if "*" not in known and etag_of(JSONRenderer().render(data)) not in known:
        raise VersionOutdated
