"""What changes something is done whole or not at all; and once, however often it is sent with the same key."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency.operations import claim, keep
from accounts.models import IdempotentAnswer
from api.authentication import caller
from candyplatform.base import clock

# The second one is what clients of pretix send.
KEYS = ("Idempotency-Key", "X-Idempotency-Key")
REPLAYED = "Idempotent-Replayed"
Handler = Callable[..., Response]


def once(handler: Handler) -> Handler:
    """A view's method that changes something. What it raises undoes all that it did.

    With a key the answer is kept; the same request with the same key is told it again. An error leaves the key free.
    """

    @wraps(handler)
    def inner(view: Any, request: Request, **ids: Any) -> Response:
        key = _key_of(request)
        with transaction.atomic():
            if key is None:
                return handler(view, request, **ids)
            answer = claim(
                organization_id=caller(request).organization_id,
                key=key,
                fingerprint=_fingerprint(request),
                now=clock.now(),
            )
            if answer.status:
                return _again(answer)
            return _kept(answer, handler(view, request, **ids))

    inner.is_once = True  # type: ignore[attr-defined]  # what a test asks of every such method
    return inner


def _key_of(request: Request) -> str | None:
    return next((request.headers[name] for name in KEYS if name in request.headers), None)


def _fingerprint(request: Request) -> str:
    """What makes two requests the same: method, address and body, in whichever order its fields come."""
    body = json.dumps(request.data, sort_keys=True)
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n{body}".encode()).hexdigest()


def _kept(answer: IdempotentAnswer, response: Response) -> Response:
    body = "" if response.data is None else JSONRenderer().render(response.data).decode()
    headers = {name: response[name] for name in ("Location",) if name in response}
    keep(answer=answer, status=response.status_code, headers=headers, body=body)
    return response


def _again(answer: IdempotentAnswer) -> Response:
    body = json.loads(answer.body) if answer.body else None
    return Response(body, answer.status, headers={**answer.headers, REPLAYED: "true"})
