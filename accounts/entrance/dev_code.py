"""The demo's authenticator app: a page of a development machine with the codes of the accounts that `./dev up --demo` makes."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.dev_mail.views import only_with_debug
from accounts.entrance.app_codes import code_of
from accounts.models import User
from candyplatform.base import clock

# Nobody can have an address there (RFC 6761): what the demo makes, and nothing else.
DEMO_DOMAIN = "@demo.localhost"


@only_with_debug
@never_cache
@require_safe
def dev_code(request: HttpRequest) -> HttpResponse:
    """Each demo account's code of the moment."""
    people = User.objects.filter(
        email__endswith=DEMO_DOMAIN, authenticator__type=Authenticator.Type.TOTP
    ).order_by("email")
    codes = [(person.email, code_of(person, now=clock.now())) for person in people]
    return render(request, "accounts/entrance/dev_codes.html", {"codes": codes})
