"""Ten thousand webhook messages, with receiver and workers killed throughout. `MESSAGES=500 ./dev test -m chaos tests/chaos/test_webhooks.py` for fewer."""

import os
from pathlib import Path

import pytest

from tests.support.webhook_soak import soak

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
MESSAGES = int(os.environ.get("MESSAGES", "10000"))


def test_webhooks_survive_a_storm_of_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = soak(MESSAGES, tmp_path, monkeypatch, between=(60, 140), patience=7200)
    print(figures)
    assert (figures.lost, figures.violations, figures.refused) == (0, 0, 0)
    assert figures.messages == MESSAGES
    assert figures.kills > 0
