"""What can be in the way of a change to who belongs to an organization."""

from django.utils.translation import gettext_lazy as _

from candyplatform.base.errors import Conflict, Forbidden, Invalid, NotFound


class LastOwner(Conflict):
    """An organization always has an owner: somebody must be one before the last one goes."""

    code = "last_owner"
    message = _("The organization needs an owner. Make somebody else an owner first.")


class NoSuchMember(NotFound):
    """Nobody of that id belongs to the actor's organization (any more)."""

    code = "no_such_member"
    message = _("This person does not belong to the organization any more.")


class InvitationGone(NotFound):
    """Accepted, declined, withdrawn, expired, or replaced by a newer mail: whoever asks is not told which."""

    code = "invitation_gone"
    message = _(
        "This invitation is not open any more. It was answered or withdrawn, it has expired, or a newer mail took its "
        "place. Look for the newest mail, or ask for a new invitation."
    )


class WrongAddress(Forbidden):
    """The person has not proven that the invited address is theirs."""

    code = "wrong_address"
    message = _(
        "This invitation is for another address than yours. Log in with the address that it was mailed to, or add "
        "that address to your account and confirm it."
    )


class TooManyInvitations(Invalid):
    """More mail to strangers than a day allows, or more in one go than the form takes."""

    code = "too_many_invitations"
    message = _("That is a lot of mail for one day. Send the rest tomorrow.")
