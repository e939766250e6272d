"""The life of an idempotency key, below the API."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.idempotency.operations import KEPT, KeyReused, claim, keep
from accounts.models import IdempotentAnswer
from accounts.scope import organization_scope
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import NOW, make_organization

pytestmark = pytest.mark.django_db
SAME, OTHER = "0" * 64, "1" * 64


def test_kept_answer_is_what_the_next_claim_finds() -> None:
    organization_id = make_organization().organization_id
    with organization_scope(organization_id):
        first = claim(organization_id=organization_id, key="one", fingerprint=SAME, now=NOW)
        assert first.status == 0
        keep(answer=first, status=201, headers={"Location": "/there/"}, body="{}")
        again = claim(organization_id=organization_id, key="one", fingerprint=SAME, now=NOW)
        assert (again.pk, again.status, again.headers, again.body) == (first.pk, 201, {"Location": "/there/"}, "{}")  # fmt: skip
        with pytest.raises(KeyReused):
            claim(organization_id=organization_id, key="one", fingerprint=OTHER, now=NOW)


def test_key_itself_is_not_kept() -> None:
    organization_id = make_organization().organization_id
    with organization_scope(organization_id):
        row = claim(organization_id=organization_id, key="a key of mine", fingerprint=SAME, now=NOW)
        assert "a key of mine" not in str(IdempotentAnswer.objects.filter(id=row.pk).values().get())


def test_claim_that_is_undone_leaves_nothing() -> None:
    organization_id = make_organization().organization_id
    with organization_scope(organization_id):
        with transaction.atomic():
            claim(organization_id=organization_id, key="one", fingerprint=SAME, now=NOW)
            transaction.set_rollback(True)
        assert not IdempotentAnswer.objects.exists()
        claim(organization_id=organization_id, key="one", fingerprint=OTHER, now=NOW)


def test_row_is_due_to_be_forgotten_after_a_day() -> None:
    organization_id = make_organization().organization_id
    with organization_scope(organization_id):
        row = claim(organization_id=organization_id, key="one", fingerprint=SAME, now=NOW)
    with transaction_settings({"app.reader": "sweeper"}):
        due = DueWork.objects.get(kind="idempotency.forget")
    assert (due.key, due.due_at, due.organization_id) == (str(row.pk), NOW + KEPT, organization_id)
    assert timedelta(hours=24) == KEPT
