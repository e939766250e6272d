"""Words for numbers, in templates and in code."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def duration(value: timedelta | None) -> str:
    """A length of time in its two largest units, rounded down: "58 minutes", "1 hour 5 minutes", "2 days". Empty for None."""
    if value is None:
        return ""
    minutes = max(int(value.total_seconds()) // 60, 0)
    if not minutes:
        return _("less than a minute")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        (days, ngettext("%(count)d day", "%(count)d days", days)),
        (hours, ngettext("%(count)d hour", "%(count)d hours", hours)),
        (minutes, ngettext("%(count)d minute", "%(count)d minutes", minutes)),
    ]
    largest = next(index for index, (count, _text) in enumerate(parts) if count)
    return " ".join(text % {"count": count} for count, text in parts[largest : largest + 2] if count)
