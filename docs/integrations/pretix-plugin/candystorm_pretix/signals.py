"""The campaign on the shop's front page: our web component, and leave for it in the page's content security policy."""

from typing import Any
from urllib.parse import urlsplit

from django.dispatch import receiver
from django.utils.html import format_html
from django.utils.translation import get_language
from pretix.base.middleware import add_to_response_csp_via_request
from pretix.presale.signals import front_page_top


@receiver(front_page_top, dispatch_uid="candystorm")
def campaign(sender: Any, request: Any, **kwargs: Any) -> str:
    """The campaign whose page the event's meta data name as `candystorm`; nothing while they name none."""
    page = sender.meta_data.get("candystorm", "")
    address = urlsplit(page)
    if address.scheme not in ("https", "http") or not address.netloc:
        return ""
    origin = f"{address.scheme}://{address.netloc}"
    add_to_response_csp_via_request(
        request, {"script-src": [origin], "connect-src": [origin], "img-src": [origin]}
    )
    return format_html(
        '<script src="{0}/embed/candystorm-campaign.js" async></script>'
        '<candystorm-campaign src="{1}" lang="{2}"><a href="{1}">{1}</a></candystorm-campaign>',
        origin,
        page,
        (get_language() or "en")[:2],
    )
