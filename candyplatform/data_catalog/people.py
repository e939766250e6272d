"""Tables of people."""

from candyplatform.base.catalog import Archived, ByAddress, ById, Delete, InSessions, Table
from candyplatform.data_catalog.words import ACCOUNT

PEOPLE = (
    Table(
        "accounts.User",
        ACCOUNT,
        personal="e-mail address, name, language, time zone",
        in_organization=Archived(ById("memberships__organization_id"), "id name email"),
        in_person=Archived(
            ById("id"),
            "id email name language time_zone date_joined last_login is_active is_staff is_superuser erasure_due_at",
        ),
        left_out={"password": "a digest that only log-in can use"},
        erased_person=(Delete(ById("id")),),
    ),
    Table(
        "accounts.User_groups",
        ACCOUNT,
        personal="a member of staff's groups",
        in_person=Archived(ById("user_id"), "id group_id group__name"),
        erased_person=(Delete(ById("user_id")),),
    ),
    Table(
        "accounts.User_user_permissions",
        ACCOUNT,
        personal="a member of staff's rights",
        in_person=Archived(ById("user_id"), "id permission_id permission__codename"),
        erased_person=(Delete(ById("user_id")),),
    ),
    Table(
        "account.EmailAddress",
        ACCOUNT,
        personal="e-mail address",
        in_person=Archived(ById("user_id"), "id email verified primary"),
        erased_person=(Delete(ById("user_id")),),
    ),
    Table(
        "account.EmailConfirmation",
        ACCOUNT,
        personal="when an address was to be confirmed",
        in_person=Archived(ById("email_address__user_id"), "id email_address_id created sent"),
        left_out={"key": "a secret that confirms an address"},
        erased_person=(Delete(ById("email_address__user_id")),),
    ),
    Table(
        "mfa.Authenticator",
        ACCOUNT,
        personal="which second factors somebody has",
        in_person=Archived(ById("user_id"), "id type created_at last_used_at"),
        left_out={"data": "secrets and keys that open the account"},
        erased_person=(Delete(ById("user_id")),),
    ),
    Table(
        "usersessions.UserSession",
        "as long as the session",
        personal="IP address and browser of who is logged in",
        in_person=Archived(ById("user_id"), "id created_at last_seen_at ip user_agent"),
        left_out={"session_key": "a secret that opens the account", "data": "empty here"},
        erased_person=(Delete(ById("user_id")),),
    ),
    Table(
        "sessions.Session",
        "two weeks after the last log-in",
        personal="who is logged in; what they were typing when that ran out",
        left_out={
            "session_key session_data": "a secret that opens the account",
            "expire_date": "says nothing alone",
        },
        erased_person=(InSessions(),),
    ),
    Table(
        "admin.LogEntry",
        "as long as the member of staff has an account",
        personal="what a member of staff changed",
        in_person=Archived(ById("user_id"), "id action_time action_flag content_type_id"),
        left_out={"object_id object_repr change_message": "says something of others"},
        erased_person=(
            Delete(ById("user_id")),
            Delete(
                ById("object_id"),
                where={"content_type__app_label": "accounts", "content_type__model": "user"},
            ),
        ),
    ),
    Table(
        "accounts.OutgoingMail",
        "7 days; content until it is sent",
        personal="e-mail address and what is mailed to it",
        in_person=Archived(ByAddress("recipient"), "id recipient subject is_discreet created_at sent_at"),
        left_out={"text html headers images": "may hold links that open the account; goes once it is sent"},
        erased_person=(Delete(ByAddress("recipient")),),
    ),
)
