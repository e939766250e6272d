"""Who calls: a bearer token of an organization, or a member at the desk (`api.sessions`)."""

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from accounts.actors import Actor
from accounts.tokens.callers import AuthenticatedToken, Caller
from accounts.tokens.operations import InvalidToken, authenticate
from api.throttling import allowance_of
from candyplatform.base import clock

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer candy_…` (RFC 6750). `request.user` is the actor, `request.auth` the token's rights."""

    def authenticate(self, request: Request) -> tuple[Actor, AuthenticatedToken] | None:
        """None when the header is absent or of another scheme: the permission then asks for a token.

        Who failed too often is `Throttled` before the token is looked up.
        """
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        allowance = allowance_of(request)
        allowance.refuse_who_failed_too_often()
        try:
            token = authenticate(secret.strip(), now=clock.now())
        except InvalidToken as error:
            allowance.count_failure()
            raise AuthenticationFailed(str(error.text), code=error.code) from error
        return token.actor, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for; with a token that failed, it says so (RFC 6750, section 3)."""
        challenge = f'{SCHEME} realm="api"'
        return f'{challenge}, error="invalid_token"' if get_authorization_header(request) else challenge


def caller(request: Request) -> Caller:
    """For whom a request speaks, behind `HasScope`."""
    if not isinstance(request.auth, Caller):
        raise NotAuthenticated
    return request.auth
