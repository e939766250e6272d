"""The three mails a supporter may get. Each has the link that deletes the address, for people and (RFC 8058) for mail programs."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts import mail
from campaigns.gathering.consent import current_text, sharing_text
from campaigns.gathering.links import confirm_url, leave_url, sharing_url
from campaigns.models import Answer, Campaign, Supporter, Wave

LONGEST_TITLE, LONGEST_ANSWER = 120, 400


def ask_to_confirm(
    supporter: Supporter, *, campaign: Campaign, wave: Wave, shares: bool, now: datetime
) -> None:
    """Ask whether the address is theirs, and say so when the organization is to have it. The link changes nothing before its
    button is pressed."""
    with translation.override(supporter.language):
        subject = _("Please confirm: your reminder for “%(title)s”") % {"title": _title(campaign)}
        _queue(
            "confirm",
            supporter,
            campaign,
            subject=subject,
            now=now,
            wave=wave,
            confirm_url=confirm_url(supporter, shares=shares),
            consent=current_text(),
            sharing=sharing_text(campaign.organization.name) if shares else "",
        )


def remind(supporter: Supporter, *, campaign: Campaign, wave: Wave, now: datetime) -> None:
    """The one reminder; asked for again, it is the same mail and not sent again."""
    with translation.override(supporter.language):
        subject = _("The storm hour begins soon: %(title)s") % {"title": _title(campaign)}
        _queue("reminder", supporter, campaign, subject=subject, now=now, key="reminder", wave=wave)


def thank(supporter: Supporter, *, campaign: Campaign, answer: Answer | None, now: datetime) -> None:
    """Tell, once, that the company answered."""
    with translation.override(supporter.language):
        subject = _("%(company)s answered: %(title)s") % {
            "company": campaign.company,
            "title": _title(campaign),
        }
        _queue("thanks", supporter, campaign, subject=subject, now=now, key="thanks", **_told(answer))


def _told(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    words = answer.text or (answer.post.text if answer.post else "")
    return {"kind": answer.get_kind_display(), "words": Truncator(words).chars(LONGEST_ANSWER)}


def _queue(
    name: str,
    supporter: Supporter,
    campaign: Campaign,
    *,
    subject: str,
    now: datetime,
    key: str = "",
    **context: Any,
) -> None:
    leave = leave_url(supporter)
    whole = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "subject": subject,
        "title": _title(campaign),
        "campaign": campaign,
        "company": campaign.company_name,
        "page_url": f"{campaign.page_url}?lang={supporter.language}",
        "leave_url": leave,
        "organization": campaign.organization.name,
        "stop_sharing_url": sharing_url(supporter) if supporter.shared_at else "",
        **context,
    }
    mail.queue(
        recipient=supporter.address,
        subject=subject,
        text=render_to_string(f"campaigns/gathering/mail/{name}.txt", whole).strip() + "\n",
        html=render_to_string(f"campaigns/gathering/mail/{name}.html", whole),
        headers={"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        now=now,
        key=f"supporter/{supporter.pk}/{key}" if key else "",
        discreet=True,
    )


def _title(campaign: Campaign) -> str:
    return Truncator(campaign.in_language(campaign.title) or campaign.slug).chars(LONGEST_TITLE)
