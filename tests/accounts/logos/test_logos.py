"""An organization's logo: uploaded by owners, seen by everybody once the organization is public."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.actors import actor_of
from accounts.logos.operations import LogoRefused, remove_logo, set_logo
from accounts.models import JournalEntry, Membership, OrganizationLogo
from accounts.roles import Role
from accounts.scope import organization_scope, public_scope, staff_scope
from candyplatform.base.errors import Forbidden
from candyplatform.base.uploads import MAX_REQUEST_BYTES
from tests.factories import NOW, make_campaign, make_member, make_organization

pytestmark = pytest.mark.django_db
VERBS = ["organization.logo_changed", "organization.logo_removed"]


def png(color: str = "red", name: str = "logo.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (500, 300), color).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def logged_in(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


def page(membership: Membership) -> str:
    return reverse("organization_logo", args=[membership.organization.slug])


def public_url(membership: Membership, digest: str) -> str:
    return reverse("logo", args=[membership.organization.slug, digest])


def give(membership: Membership, color: str = "red") -> OrganizationLogo:
    return set_logo(
        organization_id=membership.organization_id, file=png(color), actor=actor_of(membership), now=NOW
    )


def verbs(membership: Membership) -> list[str]:
    with organization_scope(membership.organization_id):
        return list(JournalEntry.objects.filter(verb__in=VERBS).order_by("id").values_list("verb", flat=True))


def test_owner_uploads_replaces_and_removes_a_logo() -> None:
    owner = make_organization()
    client = logged_in(owner)
    assert client.post(page(owner), {"picture": png()}).status_code == 302
    shown = client.get(page(owner)).content.decode()
    assert f'alt="Logo of {owner.organization.name}"' in shown
    picture = client.get(reverse("organization_logo_picture", args=[owner.organization.slug]))
    assert Image.open(io.BytesIO(picture.content)).size == (320, 192)
    assert client.post(page(owner), {"picture": png("blue")}).status_code == 302
    assert client.post(page(owner), {"remove": "1"}).status_code == 302
    assert "<img" not in client.get(page(owner)).content.decode().partition("<main")[2]
    assert verbs(owner) == [VERBS[0], VERBS[0], VERBS[1]]


def test_same_logo_again_changes_nothing() -> None:
    owner = make_organization()
    assert give(owner).digest == give(owner).digest
    remove_logo(organization_id=owner.organization_id, actor=actor_of(owner), now=NOW)
    remove_logo(organization_id=owner.organization_id, actor=actor_of(owner), now=NOW)
    assert verbs(owner) == VERBS


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "logo.svg",
            "no picture that can be used",
        ),
        (b"<script>alert(1)</script>", "logo.png", "no picture that can be used"),
        (b"", "logo.png", "This file is empty"),
        (bytes(5_000_001), "logo.png", "too large"),
    ],
)
def test_form_says_what_to_do_with_a_file_that_is_none(content: bytes, name: str, words: str) -> None:
    owner = make_organization()
    file = SimpleUploadedFile(name, content, "image/png")
    answer = logged_in(owner).post(page(owner), {"picture": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert verbs(owner) == []


def test_name_of_the_file_does_not_matter() -> None:
    owner = make_organization()
    assert logged_in(owner).post(page(owner), {"picture": png(name="../../x.svg")}).status_code == 302


def test_form_without_a_file_asks_for_one() -> None:
    owner = make_organization()
    answer = logged_in(owner).post(page(owner), {})
    assert answer.status_code == 422
    assert "Choose a picture first." in answer.content.decode()


def test_request_that_is_far_too_long_is_refused_before_it_is_read() -> None:
    """Whoever reads it fails."""

    class Unread(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body was read")

    owner = make_organization()
    client = logged_in(owner)
    extra: dict[str, Any] = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(MAX_REQUEST_BYTES + 1),
        "wsgi.input": Unread(),
    }
    answer = client.generic("POST", page(owner), **extra)
    assert answer.status_code == 400
    assert "5 MB at most" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_owners_change_the_logo(role: str) -> None:
    owner = make_organization()
    member = make_member(owner.organization, role)
    assert logged_in(member).get(page(owner)).status_code == 403
    assert logged_in(member).post(page(owner), {"picture": png()}).status_code == 403
    with pytest.raises(Forbidden):
        give(member)
    with pytest.raises(Forbidden):
        remove_logo(organization_id=owner.organization_id, actor=actor_of(member), now=NOW)


def test_public_address_answers_anybody_for_ever_once_the_organization_is_public() -> None:
    owner = make_organization(trusted=True)
    digest = give(owner).digest
    assert Client().get(public_url(owner, digest)).status_code == 404
    make_campaign(owner, state="live")
    answer = Client().get(public_url(owner, digest))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.cookies == {}
    assert Client().get(public_url(owner, "0" * 64)).status_code == 404
    assert Client().get(public_url(make_organization("Other"), digest)).status_code == 404


def test_logo_stands_on_the_public_pages() -> None:
    owner = make_organization(trusted=True)
    campaign = make_campaign(owner, state="live")
    digest = give(owner).digest
    for path in ("/", f"/{owner.organization.slug}/{campaign.slug}/"):
        shown = Client().get(path).content.decode()
        assert f'src="{public_url(owner, digest)}" alt="Logo of {owner.organization.name}"' in shown


def test_logo_is_seen_and_written_by_its_own_organization_alone() -> None:
    owner, other = make_organization(trusted=True), make_organization("Other")
    give(owner)
    with organization_scope(other.organization_id):
        assert list(OrganizationLogo._base_manager.all()) == []
        with pytest.raises(ProgrammingError), transaction.atomic():
            OrganizationLogo._base_manager.create(
                organization_id=owner.organization_id, picture=b"x", digest="x", changed_at=NOW
            )
    with public_scope():
        assert list(OrganizationLogo.objects.all()) == []
    with staff_scope():
        assert OrganizationLogo.objects.count() == 1
    make_campaign(owner, state="live")
    with public_scope():
        assert OrganizationLogo.objects.count() == 1
        assert OrganizationLogo._base_manager.all().delete()[0] == 0


def test_database_takes_no_large_logo() -> None:
    owner = make_organization()
    with organization_scope(owner.organization_id), pytest.raises(IntegrityError), transaction.atomic():
        OrganizationLogo.objects.create(
            organization_id=owner.organization_id, picture=bytes(100_001), digest="x", changed_at=NOW
        )


def test_file_that_cannot_be_a_logo_has_a_code() -> None:
    owner = make_organization()
    with pytest.raises(LogoRefused) as caught:
        set_logo(organization_id=owner.organization_id, file=io.BytesIO(b"x"), actor=actor_of(owner), now=NOW)
    assert caught.value.code == "logo_refused"
    assert list(caught.value.fields) == ["picture"]
