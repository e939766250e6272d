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
        in_organization=Archived(
            ById("proposed_by_id"), "id name website verified_at daily_posts created_at"
        ),
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
            "id network host topic cursor second_cursor status reason heard_at latest_post_at followed_until gaps": "which public "
            "hashtags are asked of whom, and how far"
        },
    ),
    Table(
        "campaigns.Instance",
        FOREVER,
        left_out={
            "id origin budget_limit budget_left budget_resets_at asks_again_at failures rests_until answered_at": "which servers are "
            "asked, and how they take it",
        },
    ),
    Table(
        "campaigns.OptOut",
        FOREVER + "; the handle until it is done",
        personal="handle of who asked to be forgotten",
        left_out={
            "id network handle asked_at done_at": "whoever asks has no account here, and is a stranger to every organization"
        },
    ),
    Table(
        "campaigns.ForgottenAuthor",
        FOREVER,
        personal="a keyed hash of who asked to be forgotten",
        # Nothing erases it: without the hash they would be stored again with their next post.
        left_out={
            "id opt_out_id digest": "it tells nobody who it is, and is asked only whether somebody is it"
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
