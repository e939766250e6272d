"""Reminders under kill -9: no mail is lost, and none is sent as two."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.conf import settings

from accounts.scope import organization_scope
from campaigns.gathering.operations import REMIND
from campaigns.gathering.sending import BATCH, LASTING
from campaigns.gathering.supporters import digest_of
from campaigns.models import Campaign, Supporter, Wave
from candyplatform.base import clock
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.gathering.conftest import gather
from tests.factories import make_campaign, make_organization
from tests.support.due_work import sweep_and_work
from tests.support.killing import kill, wait_until, worker
from tests.support.smtp import Postbox, postbox

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = BATCH + BATCH // 2
SOME = 10


def waiting_supporters() -> Campaign:
    """A storm hour in less than half an hour, and more people to remind of it than a batch takes."""
    now = clock.now()
    membership = make_organization(now=now)
    campaign = make_campaign(membership, state="live", now=now)
    [wave] = gather(campaign, membership, now + timedelta(minutes=29), now)
    with organization_scope(campaign.organization_id):
        Supporter.objects.bulk_create(_supporter(campaign, wave, number) for number in range(PEOPLE))
    return campaign


def _supporter(campaign: Campaign, wave: Wave, number: int) -> Supporter:
    address, now = f"fan{number}@example.org", clock.now()
    return Supporter(
        organization_id=campaign.organization_id,
        campaign=campaign,
        wave=wave,
        address=address,
        digest=digest_of(campaign, address),
        language="en",
        consent_version="1",
        asked_at=now,
        confirmed_at=now,
    )


def reminded(campaign: Campaign) -> int:
    with organization_scope(campaign.organization_id):
        return Supporter.objects.filter(campaign=campaign, reminded_at__isnull=False).count()


def queued() -> int:
    with transaction_settings({"app.reader": "sweeper"}):
        return DueWork.objects.filter(kind="mail.send").count()


def work_after_the_leases(kind: str) -> None:
    """What a worker that is alive does once the dead one's leases have run out."""
    let_leases_run_out()
    while sweep_and_work(kinds=(kind,)):
        let_leases_run_out()
    let_leases_run_out()


def let_leases_run_out() -> None:
    with transaction_settings({"app.reader": "sweeper"}):
        DueWork.objects.update(lease_until=clock.now() - LASTING)


def sent(box: Postbox) -> dict[str, set[tuple[str, bytes]]]:
    """Each recipient's different messages, told by their ids and bytes."""
    found = defaultdict(set)
    for message, raw in zip(box.messages, box.received, strict=True):
        found[str(message["To"])].add((str(message["Message-ID"]), raw))
    return found


def test_workers_that_are_killed_amid_reminding_lose_no_mail_and_send_none_as_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    campaign = waiting_supporters()

    with worker(REMIND) as process:
        wait_until(lambda: reminded(campaign) > 0, process)
        kill(process)
    assert queued() == reminded(campaign) == BATCH, "killed in the middle of the second batch"
    work_after_the_leases(REMIND)
    assert queued() == reminded(campaign) == PEOPLE

    with postbox() as box:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{settings.EMAIL_PORT}")
        with worker("mail.send") as process:
            wait_until(lambda: len(box.received) >= SOME, process)
            kill(process)
        assert SOME <= len(box.received) < PEOPLE
        work_after_the_leases("mail.send")

    assert {recipient: len(messages) for recipient, messages in sent(box).items()} == {
        f"fan{number}@example.org": 1 for number in range(PEOPLE)
    }
    # What the mail server had taken when the worker was killed, before that was noted, it is handed again, byte for byte.
    assert len(box.received) <= PEOPLE + 1
