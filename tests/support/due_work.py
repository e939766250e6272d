"""Doing due work in a test: the sweep and the worker in one, without a broker between them."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from candyplatform.base import clock, work


def sweep_and_work(*, now: datetime | None = None, kinds: tuple[str, ...] = ()) -> int:
    """Lease what is due (of these kinds, or all) and do it here and now. Returns how many pieces were done."""
    done = 0
    for leased in work.lease_due(now=now or clock.now()):
        if kinds and leased.kind not in kinds:
            continue
        import_string(settings.WORK_KINDS[leased.kind])(work_id=leased.id, lease=str(leased.lease))
        done += 1
    return done


def work_until_quiet(*, turns: int = 50) -> None:
    """Do due work until nothing is due any more."""
    for _ in range(turns):
        if not sweep_and_work():
            return
    raise AssertionError(f"Work was still due after {turns} turns.")
