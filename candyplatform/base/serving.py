"""Pictures as answers: a picture and nothing else, whatever opens it."""

from collections.abc import Mapping

from django.http import HttpResponse

# Opened by itself, a picture is a document too.
_NOTHING = {"Content-Security-Policy": "default-src 'none'"}
# For anybody, on any site; its address is another one when it changes.
_FOR_EVERYBODY = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def picture_for_everybody(webp: "bytes | memoryview[int]") -> HttpResponse:
    """A public picture whose address holds its digest: kept for ever."""
    return _answer(webp, _FOR_EVERYBODY)


def picture_for_one(webp: "bytes | memoryview[int]") -> HttpResponse:
    """A picture for who may see it."""
    return _answer(webp, {"Cache-Control": "private, no-cache"})


def _answer(webp: "bytes | memoryview[int]", headers: Mapping[str, str]) -> HttpResponse:
    return HttpResponse(bytes(webp), content_type="image/webp", headers={**_NOTHING, **headers})
