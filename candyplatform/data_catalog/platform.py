"""Tables that are the platform's own."""

from candyplatform.base.catalog import Archived, ById, Delete, GoesWith, Stays, Table
from candyplatform.data_catalog.words import FOREVER, GOES

PLATFORM = (
    Table(
        "contenttypes.ContentType", FOREVER, left_out={"id app_label model": "Django's names of its models"}
    ),
    Table("auth.Permission", FOREVER, left_out={"id name content_type_id codename": "Django's own words"}),
    Table("auth.Group", FOREVER, left_out={"id name": "the staff's own words"}),
    Table("auth.Group_permissions", FOREVER, left_out={"id group_id permission_id": "the staff's rights"}),
    Table(
        "campaigns.Company",
        FOREVER,
        in_organization=Archived(ById("proposed_by_id"), "id name website verified_at created_at"),
        erased_organization=(
            Delete(ById("proposed_by_id"), where={"verified_at": None}),
            Stays("a company that staff verified is the platform's", "proposed_by_id"),
        ),
    ),
    Table(
        "campaigns.CompanyAccount",
        FOREVER,
        in_organization=Archived(ById("company__proposed_by_id"), "id company_id network handle native_id"),
        erased_organization=(GoesWith("campaigns.Company"),),
    ),
    Table(
        "campaigns.Feed",
        FOREVER,
        left_out={
            "id network host topic cursor status reason heard_at latest_post_at": "which public hashtags are asked of whom"
        },
    ),
    Table(
        "base.DueWork",
        "until it is done",
        left_out={
            "id kind key organization_id due_at generation attempts lease lease_until gave_up_at last_error": "ids and times of "
            "what the platform will do next"
        },
        erased_organization=GOES,
    ),
)
