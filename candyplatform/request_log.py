"""One log line a request: method, route and status. Addresses are not written down as they were asked for."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """Gives each request an id, which every line that is logged meanwhile carries, and logs how it ended."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and route. The route, not the path: a path may hold the key that resets somebody's password."""
        match = request.resolver_match
        return f"{request.method} /{match.route}" if match else str(request.method)
