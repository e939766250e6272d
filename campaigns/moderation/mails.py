"""The one mail that whoever reported a page may get: what was decided, and why."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts import mail
from campaigns.enums import ReportDecision
from campaigns.models import Report

LONGEST_TITLE = 120


def tell_decision(report: Report, *, now: datetime) -> None:
    """Queue the mail, once, to the address that was left; `report` comes with its campaign and that one's organization."""
    campaign = report.campaign
    with translation.override(report.language):
        subject = _("Your report %(receipt)s: we have decided") % {"receipt": report.receipt}
        context = {
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "subject": subject,
            "report": report,
            "is_upheld": report.decision == ReportDecision.UPHELD,
            "is_post_hidden": report.decision == ReportDecision.POST_HIDDEN,
            "title": Truncator(campaign.in_language(campaign.title) or campaign.slug).chars(LONGEST_TITLE),
            "page_url": f"{campaign.page_url}?lang={report.language}",
            "time_zone": campaign.time_zone,
        }
        mail.queue(
            recipient=report.address or "",
            subject=subject,
            text=render_to_string("campaigns/moderation/mail/decision.txt", context).strip() + "\n",
            html=render_to_string("campaigns/moderation/mail/decision.html", context),
            now=now,
            key=f"report/{report.pk}/decision",
            discreet=True,
        )
