"""The tables themselves, whatever code forgets."""

from collections.abc import Callable

import pytest
from django.apps import apps

from accounts import scope
from tests.isolation import rows
from tests.isolation.visibility import SCOPES
from tests.isolation.world import World

pytestmark = pytest.mark.isolation

# Tables without row security, and whose they are.
PLATFORM = {
    "account_emailaddress": "a person's addresses, of django-allauth",
    "account_emailconfirmation": "of django-allauth; not used, confirmations are signed",
    "accounts_user": "people belong to the platform; organizations reach them through memberships",
    "accounts_user_groups": "of Django, not used",
    "accounts_user_user_permissions": "of Django, not used",
    "auth_group": "of Django, not used",
    "auth_group_permissions": "of Django, not used",
    "auth_permission": "of Django",
    "campaigns_feed": "one question asked of a network, for everybody who wants the answer",
    "campaigns_instance": "one server that is asked, for everybody",
    "django_admin_log": "what staff did in the admin",
    "django_content_type": "of Django",
    "django_session": "who is logged in where, by a random key",
    "mfa_authenticator": "a person's second factors, of django-allauth",
    "usersessions_usersession": "a person's browsers, of django-allauth",
}


@pytest.mark.parametrize(
    "check",
    [
        rows.check_reads,
        rows.check_changes,
        rows.check_inserts,
        rows.check_archives,
        rows.check_own_inserts,
        rows.check_moves,
        rows.check_proposals,
        rows.check_filters,
        rows.check_append_only,
        rows.check_last_owner,
    ],
    ids=lambda check: str(check.__name__),
)
def test_database_holds_by_itself(check: Callable[[World], None], world: World) -> None:
    check(world)


def test_every_table_has_row_security_or_belongs_to_the_platform(world: World) -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    bare = tables - world.rows.keys() - PLATFORM.keys()
    assert bare == set(), (
        "Lay down `rls.tenant_table` in its migration, or say in PLATFORM (tests/isolation/test_rows.py) whose it is"
    )


def test_every_scope_is_tried() -> None:
    functions = {name for name in vars(scope) if name.endswith("_scope")}
    assert functions - {found.function for found in SCOPES.values()} == set(), (
        "Add it to SCOPES, SEES and CHANGES in tests/isolation/visibility.py"
    )
