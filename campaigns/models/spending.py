"""What asking a network that takes money has cost."""

from typing import ClassVar

from django.db import models

from accounts.scope import ScopedManager
from campaigns.enums import Network
from campaigns.models.tenant import TenantModel


class Spending(TenantModel):
    """What was spent for one organization on one network on one day (UTC), in millionths of a US dollar.

    It is claimed before the network is asked and corrected by what the answer cost, so it is never less than that.
    """

    network = models.CharField(max_length=10, choices=Network.choices)
    day = models.DateField()
    spent = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager["Spending"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "network", "day"], name="spending_once")
        ]
