"""Who lost their second factor is helped, and told."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.entrance.app_codes import set_up_app
from tests.factories import log_in_with_second_factor, make_user
from tests.support.due_work import work_until_quiet
from tests.support.smtp import postbox

pytestmark = pytest.mark.django_db


def run(email: str) -> str:
    said = StringIO()
    call_command("remove_second_factor", email, stdout=said)
    return said.getvalue().strip()


def test_lost_factor_is_removed_sessions_end_and_every_proven_address_is_told() -> None:
    person, neighbor = make_user("ada@example.org", language="de"), make_user("eve@example.org")
    EmailAddress.objects.create(user=person, email="second@example.org", verified=True)
    EmailAddress.objects.create(user=person, email="unproven@example.org", verified=False)
    browser = Client()
    log_in_with_second_factor(browser, person)
    set_up_app(neighbor)
    with postbox() as box:
        assert run("Ada@example.org") == "Removed 1. A mail says so."
        work_until_quiet()
        told = {(str(message["To"]), str(message["Subject"])) for message in box.messages}
    assert told == {
        ("ada@example.org", "Dein zweiter Faktor wurde entfernt"),
        ("second@example.org", "Dein zweiter Faktor wurde entfernt"),
    }
    assert browser.get("/desk/new/").status_code == 302
    assert [row.user_id for row in Authenticator.objects.all()] == [neighbor.pk]


def test_lost_factor_of_nobody_and_no_factor_are_said() -> None:
    make_user("ada@example.org")
    assert run("ada@example.org") == "There was none; nothing changed."
    with pytest.raises(CommandError, match="No account logs in with"):
        run("nobody@example.org")
