"""An organization's event tools. Within its scope."""

from campaigns.models import EventTool


def tools() -> list[EventTool]:
    """Those that are connected, without their tokens."""
    return list(EventTool.objects.defer("token"))


def tokens_by_origin() -> dict[str, str]:
    """The tokens, for the door."""
    return dict(EventTool.objects.values_list("origin", "token"))
