"""Addresses of members and invitations at the desk."""

from django.urls import path

from accounts.members import guests, views

urlpatterns = [
    path("invitations/", guests.landing, name="open_invitation"),
    path("invitations/sign-up/", guests.InvitedSignUp.as_view(), name="invited_sign_up"),
    path("invitations/other-account/", guests.change_account, name="change_account"),
    path("invitations/<uuid:invitation_id>/accept/", guests.join, name="accept_invitation"),
    path("invitations/<uuid:invitation_id>/decline/", guests.refuse, name="decline_invitation"),
    path("invitations/<slug:secret>/", guests.open_link, name="invitation"),
    path("<slug:org>/members/", views.members, name="members"),
    path("<slug:org>/members/leave/", views.leave, name="leave_organization"),
    path("<slug:org>/members/<int:membership_id>/role/", views.role, name="change_role"),
    path("<slug:org>/members/<int:membership_id>/remove/", views.remove, name="remove_member"),
    path("<slug:org>/members/<int:membership_id>/transfer/", views.transfer, name="transfer_ownership"),
    path(
        "<slug:org>/members/invitations/<uuid:invitation_id>/resend/", views.resend, name="resend_invitation"
    ),
    path(
        "<slug:org>/members/invitations/<uuid:invitation_id>/revoke/", views.revoke, name="revoke_invitation"
    ),
]
