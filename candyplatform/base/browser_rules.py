"""What browsers may do with our pages, beside the content security policy."""

from collections.abc import Callable, Mapping, MutableMapping

from django.http import HttpRequest, HttpResponse

# No page of ours needs any of them. Copying a text (clipboard-write) and sharing (web-share) are what ours do; the second
# factor asks for a key (publickey-credentials).
_UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock",
    "serial", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
HEADERS: Mapping[str, str] = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    # Other sites do not load what is ours; a view that is for them, such as an embed's, says `cross-origin`.
    "Cross-Origin-Resource-Policy": "same-origin",
}


def open_to_any_site(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """For whitenoise: static files are everybody's, and a frame that another site puts in a sandbox is of no site at all."""
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"


class BrowserRules:
    """Middleware: adds the headers that an answer does not have by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
