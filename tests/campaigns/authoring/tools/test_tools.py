"""Event tools: a token is kept for one host, encrypted, shown to nobody, and gone when it is removed."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.tools.operations import TOOLS_LIMIT, connect_tool, disconnect_tool
from campaigns.authoring.tools.queries import tokens_by_origin, tools
from candyplatform.base import clock
from candyplatform.base.errors import Forbidden, Invalid, NotFound
from tests.campaigns.authoring.conftest import browser_of
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/organization/event-tools/"
SECRET = "please-read-me-0123456789"


def connect(
    owner: Membership, address: str = "https://pretix.eu/educamp/spring/", token: str = SECRET
) -> int:
    return connect_tool(address=address, token=token, actor=actor_of(owner), now=clock.now()).pk


def kept(owner: Membership) -> dict[str, str]:
    with organization_scope(owner.organization_id):
        return tokens_by_origin()


def test_token_is_kept_for_its_host_and_replaced(owner: Membership) -> None:
    connect(owner)
    connect(owner, "pretix.eu", f" {SECRET}2 ")
    assert kept(owner) == {"https://pretix.eu": f"{SECRET}2"}
    assert kept(make_organization("Barcamp")) == {}


def test_database_sees_the_token_encrypted_only(owner: Membership) -> None:
    connect(owner)
    with organization_scope(owner.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM campaigns_eventtool t")
        assert SECRET not in cursor.fetchone()[0]
        assert [str(tool) for tool in tools()] == ["pretix.eu"]
        assert not any(SECRET in str(entry.details) for entry in JournalEntry.objects.all())


def test_tool_that_is_disconnected_is_gone(owner: Membership) -> None:
    tool = connect(owner)
    with pytest.raises(NotFound):
        disconnect_tool(tool_id=tool, actor=actor_of(make_organization("Barcamp")), now=clock.now())
    disconnect_tool(tool_id=tool, actor=actor_of(owner), now=clock.now())
    assert kept(owner) == {}
    with organization_scope(owner.organization_id):
        verbs = list(
            JournalEntry.objects.filter(verb__startswith="event_tool.").values_list("verb", flat=True)
        )
    assert sorted(verbs) == ["event_tool.connected", "event_tool.disconnected"]


@pytest.mark.parametrize(
    ("address", "token", "field"),
    [
        ("http://pretix.eu/", SECRET, "address"),
        ("ftp://pretix.eu/", SECRET, "address"),
        ("https://[", SECRET, "address"),
        (f"https://{'a' * 250}.example/", SECRET, "address"),
        ("https://pretix.eu/", "two words", "token"),
        ("https://pretix.eu/", "a\r\nHost: b", "token"),
        ("https://pretix.eu/", "ü", "token"),
        ("https://pretix.eu/", "", "token"),
        ("https://pretix.eu/", "x" * 201, "token"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    address: str, token: str, field: str, owner: Membership
) -> None:
    with pytest.raises(Invalid) as raised:
        connect(owner, address, token)
    assert set(raised.value.fields) == {field}
    assert kept(owner) == {}


def test_tool_beside_a_development_server_needs_no_certificate(owner: Membership, settings: Settings) -> None:
    settings.HTTP_ALLOW_LOOPBACK = ["127.0.0.1:8345"]
    connect(owner, "http://127.0.0.1:8345/educamp/spring/")
    assert kept(owner) == {"http://127.0.0.1:8345": SECRET}


def test_tools_are_as_many_as_fit(owner: Membership) -> None:
    for number in range(TOOLS_LIMIT):
        connect(owner, f"https://pretix{number}.example")
    with pytest.raises(Invalid):
        connect(owner)
    connect(owner, "https://pretix0.example", "another")
    assert len(kept(owner)) == TOOLS_LIMIT


def test_owner_connects_and_disconnects_at_the_desk(desk: Client, owner: Membership) -> None:
    assert PAGE in desk.get("/desk/educamp/organization/").content.decode()
    assert desk.post(PAGE, {"address": "https://pretix.eu", "token": SECRET})["Location"] == PAGE
    page = desk.get(PAGE).content.decode()
    assert "pretix.eu is connected." in page
    assert SECRET not in page
    wrong = desk.post(PAGE, {"address": "http://pretix.eu", "token": SECRET})
    assert wrong.status_code == 422
    assert "It must begin with https." in wrong.content.decode()
    assert SECRET not in wrong.content.decode()
    with organization_scope(owner.organization_id):
        [tool] = tools()
    desk.post(f"{PAGE}{tool.pk}/disconnect/")
    assert "There is none yet." in desk.get(PAGE).content.decode()


def test_tokens_are_the_owners(owner: Membership) -> None:
    editor = make_member(owner.organization, Role.EDITOR)
    with pytest.raises(Forbidden):
        connect(editor)
    assert browser_of(editor.user).get(PAGE).status_code == 403
