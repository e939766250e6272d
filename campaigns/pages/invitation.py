"""The mail by which supporters tell their friends of a campaign."""

from django.utils.translation import gettext as _

from campaigns.enums import Channel, SamplePurpose
from campaigns.models import Campaign
from campaigns.networks.sharing import mail_url
from campaigns.pages.short_links import short_link


def invitation(campaign: Campaign, purpose: str) -> str:
    """A `mailto:` address: who asks or thanks whom, the wish, and where to join in."""
    names = {
        "event": campaign.event_title or campaign.organization.name,
        "company": campaign.company_name,
    }
    told = {"title": campaign.in_language(campaign.title), **names}
    if purpose == SamplePurpose.THANK:
        subject = _("%(event)s thanks %(company)s: join in") % names
        opening = _("%(event)s asked %(company)s kindly, and was heard:") % names
        closing = _("Say thank you, too. The page has a text to start from, for every network:")
    else:
        subject = _("%(event)s asks %(company)s kindly for “%(title)s”: join in") % told
        opening = _("%(event)s asks %(company)s kindly:") % names
        closing = _(
            "Join in with a kind post of your own. The page has a text to start from, for every network:"
        )
    wish = campaign.in_language(campaign.wish)
    link = short_link(campaign.short_url, Channel.MAIL)
    return mail_url(subject=subject, body="\n\n".join([opening, wish, f"{closing}\n{link}"]))
