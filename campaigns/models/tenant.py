"""What every tenant model of this app has."""

from typing import Any

from django.db import models

from accounts.models import Organization


class TenantModel(models.Model):
    """A row of one organization. The table's policies come with its migration (`base.rls.tenant_table`)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", editable=False)

    class Meta:
        abstract = True


def parent_key(to: str | type[models.Model], **options: Any) -> "models.ForeignKey[Any, Any]":
    """A foreign key to another row of the same organization.

    Its database constraint is the composite (organization_id, parent_id) that the migration lays down, so Django makes
    none of its own.
    """
    return models.ForeignKey(to, on_delete=models.CASCADE, db_constraint=False, **options)
