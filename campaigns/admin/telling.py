"""Telling staff why something was not done."""

from django.contrib import messages
from django.http import HttpRequest

from candyplatform.base.errors import Conflict, DomainError


def tell_problems(request: HttpRequest, error: DomainError) -> int:
    """Show everything that the error says as messages. Returns the status of the page that shows them."""
    for text in (error.text, *(text for texts in error.fields.values() for text in texts)):
        if text:
            messages.error(request, str(text))
    return 409 if isinstance(error, Conflict) else 422
