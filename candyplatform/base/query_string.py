"""What an address says after its question mark, parsed once for all who ask the same: Django's own costs a tenth of a kept page."""

from functools import lru_cache

from django.http import HttpRequest, QueryDict


def query_of(request: HttpRequest) -> QueryDict:
    """The same as `request.GET`, which need not be made for it."""
    return _parsed(request.META.get("QUERY_STRING", ""))


@lru_cache(maxsize=500)
def _parsed(text: str) -> QueryDict:
    return QueryDict(text.encode("iso-8859-1"))
