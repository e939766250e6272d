"""Every task of the workers: what runs for one organization touches no row of the other's."""

import inspect

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.scope import organization_scope
from candyplatform.base import clock, work
from candyplatform.celery import app
from tests.isolation.world import World, fingerprint

pytestmark = pytest.mark.isolation

# task -> the value that its work's key is, for tasks that do an organization's work; or why there is none.
PLATFORM = "the platform's own work; touches no organization by its key"
A_PERSON = "a person's own work; what it touches is theirs in every organization"
TASKS: dict[str, str] = {
    "accounts.tasks.send_mail": PLATFORM,
    "accounts.tasks.tidy_mails": PLATFORM,
    "accounts.tasks.tidy_journal": PLATFORM,
    "accounts.idempotency.tasks.forget_answer": "idempotent_answer",
    "accounts.members.tasks.forget_invitation": "invitation_id",
    "accounts.leaving.tasks.build_archive": "organization_id",
    "accounts.leaving.tasks.expire_archives": "organization_id",
    "accounts.leaving.tasks.erase_organization": "organization_id",
    "accounts.leaving.tasks.remind_organization": "organization_id",
    "accounts.leaving.tasks.erase_person": A_PERSON,
    "accounts.leaving.tasks.remind_person": A_PERSON,
    "accounts.leaving.tasks.tidy_sessions": PLATFORM,
    "campaigns.authoring.tasks.look_at_event": "campaign_id",
    "campaigns.authoring.tasks.fetch_picture": "draft_id",
    "campaigns.authoring.tasks.weigh_hashtag": PLATFORM,
    "campaigns.retention.tasks.erase_posts": "campaign_id",
    "api.webhooks.tasks.follow_entry": "journal_entry",
    "api.webhooks.tasks.tell_hour": "campaign_id",
    "campaigns.webhooks.tasks.deliver": "webhook_lane",
    "campaigns.webhooks.tasks.tidy": "organization_id",
    "campaigns.listening.tasks.notice_milestone": "campaign_id",
    "campaigns.answers.tasks.notice_answers": "campaign_id",
    "campaigns.digests.tasks.compose_digest": "digest",
    "campaigns.digests.tasks.plan_digests": "membership",
    "campaigns.digests.tasks.tell_decision": "journal_entry",
    "campaigns.gathering.tasks.send_reminders": "wave_id",
    "campaigns.gathering.tasks.tell_thanks": "campaign_id",
    "campaigns.gathering.tasks.forget_supporters": "campaign_id",
    "campaigns.listening.tasks.fetch_feed": PLATFORM,
    "campaigns.listening.tasks.forget_author": "of every organization at once, by design: who asked is forgotten everywhere",
    "campaigns.listening.tasks.listen_again": "organization_id",
    "campaigns.listening.tasks.look_for_post": "said",
    "campaigns.listening.tasks.look_up_account": PLATFORM,
    "campaigns.listening.tasks.measure_server": PLATFORM,
    "campaigns.listening.tasks.refresh_feed": PLATFORM,
    "campaigns.listening.tasks.reread_feed": PLATFORM,
    "campaigns.moderation.tasks.assess_posts": "campaign_id",
    "campaigns.moderation.tasks.forget_report": "report",
    "campaigns.pages.tasks.renew_page": "campaign_id",
    "campaigns.pages.tasks.renew_pages": "organization_id",
    "campaigns.transitions.tasks.start_campaign": "scheduled_id",
    "candyplatform.base.tasks.sweep": "no work of its own: hands out what is due",
}
OURS = tuple(name for name, key in TASKS.items() if " " not in key)


def test_every_task_is_classified() -> None:
    app.loader.import_default_modules()
    tasks = sorted(name for name in app.tasks if not name.startswith("celery."))
    assert [name for name in tasks if name not in TASKS] == [], (
        "Add them to TASKS in tests/isolation/test_tasks.py"
    )
    assert [name for name in TASKS if name not in tasks] == []


@pytest.mark.parametrize("name", [name for name in TASKS if name != "candyplatform.base.tasks.sweep"])
def test_task_takes_nothing_but_a_lease(name: str) -> None:
    """An id of somebody's row in a message would be believed; a lease is looked up."""
    assert list(inspect.signature(import_string(name)).parameters) == ["work_id", "lease"]
    assert name in settings.WORK_KINDS.values()


@pytest.mark.parametrize("key", ["own", "theirs"])
@pytest.mark.parametrize("name", OURS)
def test_task_touches_no_row_of_another_organization(name: str, key: str, world: World) -> None:
    """Also when the work of one is about a row of the other, which no operation asks for."""
    kind = next(kind for kind, task in settings.WORK_KINDS.items() if task == name)
    tenant = world.mine if key == "own" else world.theirs
    value, now = tenant.values[TASKS[name]], clock.now()
    with organization_scope(world.mine.id):
        work.drop(kind=kind, key=value)
    if key == "theirs":
        with organization_scope(world.theirs.id):
            work.drop(kind=kind, key=value)
    before = fingerprint(world)
    with organization_scope(world.mine.id):
        work.put(kind=kind, key=value, due_at=now, organization_id=world.mine.id)
    [leased] = [
        found for found in work.lease_due(now=now) if found.kind == kind and _is_about(found.id, value)
    ]
    # A row that the other one's work holds is leased in the same sweep: that is no change of theirs.
    import_string(name)(work_id=leased.id, lease=str(leased.lease))
    after = fingerprint(world)
    assert {table for table in after if after[table] != before[table]} <= {"base_duework"}


def _is_about(work_id: int, value: object) -> bool:
    job = work._as_sweeper("SELECT key FROM base_duework WHERE id = %s", [work_id])
    return bool(job[0][0] == str(value))
