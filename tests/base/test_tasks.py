"""The sweep as beat starts it, with a real broker behind it."""

import logging
from typing import Any

import pytest
from celery.signals import before_task_publish

from candyplatform.base import clock, work
from candyplatform.base.tasks import sweep

pytestmark = pytest.mark.django_db


def test_sweep_goes_on_after_work_that_no_task_does(caplog: pytest.LogCaptureFixture) -> None:
    now = clock.now()
    work.put(kind="nobody.knows", key="1", due_at=now)
    work.put(kind="mail.send", key="2", due_at=now)
    published: list[str] = []

    def note(sender: str, **_: Any) -> None:
        published.append(sender)

    before_task_publish.connect(note)
    try:
        with caplog.at_level(logging.ERROR):
            sweep()
    finally:
        before_task_publish.disconnect(note)
    assert published == ["accounts.tasks.send_mail"]
    assert [record.message.split(";")[0] for record in caplog.records] == [
        "No task does work of the kind nobody.knows"
    ]
