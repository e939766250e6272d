"""What people are mailed about who belongs to an organization: short, in their own language."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import mail
from accounts.members.addresses import owner_of
from accounts.models import Invitation, Membership, Organization, User
from accounts.roles import Role


@dataclass(frozen=True)
class Letter:
    """What one mail says, in the language that is on."""

    subject: str
    lines: list[str]
    button: str
    url: str
    reason: str
    note: str = ""


def invite(invitation: Invitation, *, secret: str, now: datetime) -> None:
    """Mail the link: in the language of the account with that address, else in the inviter's."""
    inviter = invitation.invited_by
    reader = owner_of(invitation.email) or inviter
    with translation.override(reader.language if reader else settings.LANGUAGE_CODE):
        url = f"{settings.SITE_URL}{reverse('invitation', args=[secret])}"
        letter = _invitation(invitation, url, time_zone=reader.time_zone if reader else "UTC")
        _queue(letter, invitation.email, now)


def _invitation(invitation: Invitation, url: str, *, time_zone: str) -> Letter:
    names = {"organization": invitation.organization.name, "inviter": str(invitation.invited_by)}
    zone = ZoneInfo(time_zone)
    until = formats.date_format(invitation.expires_at.astimezone(zone), pgettext("date format", "j F Y, H:i"))
    first = (
        _("%(inviter)s invites you to %(organization)s, to work on its candystorms.")
        if invitation.invited_by
        else _("You are invited to %(organization)s, to work on its candystorms.")
    )
    role = _("Your role: %(role)s.") % {"role": Role(invitation.role).in_words()}
    return Letter(
        subject=_("%(organization)s invites you") % names,
        lines=[first % names, role],
        button=_("See the invitation"),
        url=url,
        note=_(
            "The link is for %(email)s alone: to join, you confirm that this address is yours. It is open until %(until)s."
        )
        % {"email": invitation.email, "until": until},
        reason=_(
            "You get this mail because somebody at %(organization)s typed in your address. If you do not know them, do "
            "nothing: nothing happens, and the address is forgotten."
        )
        % names,
    )


def tell_of_role(member: Membership, organization: Organization, *, now: datetime) -> None:
    """Tell a member that somebody gave them another role."""
    with translation.override(member.user.language):
        names = {"organization": organization.name, "role": member.get_role_display()}
        letter = Letter(
            subject=_("%(organization)s: your role is %(role)s now") % names,
            lines=[
                _("An owner of %(organization)s gave you another role.") % names,
                _("Your role: %(role)s.") % {"role": Role(member.role).in_words()},
            ],
            button=_("To your desk"),
            url=_desk_url("campaign_list", organization),
            reason=_membership_reason(organization),
        )
        _queue_for(member.user, letter, now)


def tell_of_removal(member: Membership, organization: Organization, *, now: datetime) -> None:
    """Tell somebody that they do not belong to the organization any more."""
    with translation.override(member.user.language):
        names = {"organization": organization.name}
        letter = Letter(
            subject=_("You do not belong to %(organization)s any more") % names,
            lines=[
                _(
                    "An owner of %(organization)s ended your membership. Its campaigns are not on your desk any more."
                )
                % names,
                _("Your account stays, and so does every other organization that you belong to."),
            ],
            button=_("To your desk"),
            url=f"{settings.SITE_URL}{reverse('desk')}",
            reason=_("You were a member of %(organization)s: that is why you get this mail.") % names,
        )
        _queue_for(member.user, letter, now)


def tell_of_joining(member: Membership, organization: Organization, *, now: datetime) -> None:
    """Tell the other owners that somebody accepted an invitation. Within the organization's scope."""
    owners = (
        Membership.objects.filter(role=Role.OWNER).exclude(id=member.pk).select_related("user").order_by("id")
    )
    for owner in owners:
        with translation.override(owner.user.language):
            names = {
                "organization": organization.name,
                "person": str(member.user),
                "role": member.get_role_display(),
            }
            letter = Letter(
                subject=_("%(person)s joined %(organization)s") % names,
                lines=[
                    _(
                        "%(person)s accepted the invitation and belongs to %(organization)s now. The role: %(role)s."
                    )
                    % names
                ],
                button=_("See who belongs to it"),
                url=_desk_url("members", organization),
                reason=_membership_reason(organization),
            )
            _queue_for(owner.user, letter, now)


def _membership_reason(organization: Organization) -> str:
    return _("As a member of %(organization)s you get this mail.") % {"organization": organization.name}


def _desk_url(name: str, organization: Organization) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[organization.slug])}"


def _queue_for(person: User, letter: Letter, now: datetime) -> None:
    if person.is_active:
        _queue(letter, person.email, now)


def _queue(letter: Letter, recipient: str, now: datetime) -> None:
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "letter": letter}
    mail.queue(
        recipient=recipient,
        subject=letter.subject,
        text=render_to_string("accounts/members/mail.txt", context).strip() + "\n",
        html=render_to_string("accounts/members/mail.html", context),
        now=now,
    )
