"""What account pages and mails about them show."""

from django import template
from django.http import HttpRequest

from accounts import browsers, second_factor

register = template.Library()


@register.filter
def browser(user_agent: object) -> str:
    """`Firefox on Linux`, out of what a browser says of itself."""
    return browsers.named(str(user_agent))


@register.simple_tag(takes_context=True)
def onward(context: template.Context) -> str:
    """Where somebody wanted to go before they set up a second factor; "" when nowhere."""
    request: HttpRequest = context["request"]
    return second_factor.kept_onward(request)
