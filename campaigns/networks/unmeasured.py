"""Networks that we write texts for and, without a token, do not read."""

from collections.abc import Sequence
from datetime import datetime

from campaigns.networks.composing import TextRules
from campaigns.networks.contract import AuthorSeen, Delivery, Page, PostSeen, Refreshed, Topic
from campaigns.networks.errors import REASONS, NotMeasured
from candyplatform.base.http import Door


class Unmeasured:
    """The reading side of a connector that cannot read: every question raises `NotMeasured`, none goes out.

    Turned off or not, the token is what is missing: so it says.
    """

    delivery = Delivery.NONE
    refresh_batch_size = 1
    text_rules: TextRules

    def __init__(self, *, hosts: Sequence[str] = (), not_measured: str = "") -> None:
        self.hosts = tuple(hosts)
        self.not_measured = REASONS["no_token"]

    def fetch(
        self, *, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None = None
    ) -> Page:
        raise NotMeasured("no_token")

    def refresh(self, *, host: str, ids: Sequence[str], door: Door) -> Refreshed:
        raise NotMeasured("no_token")

    def lookup_account(self, *, host: str, handle: str, door: Door) -> AuthorSeen:
        raise NotMeasured("no_token")

    def replies(self, *, host: str, native_id: str, door: Door) -> tuple[PostSeen, ...]:
        raise NotMeasured("no_token")

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        return self.text_rules
