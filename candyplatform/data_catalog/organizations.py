"""Tables of organizations and who belongs to them."""

from candyplatform.base.catalog import Archived, ByAddress, ById, Clear, Delete, GoesWith, Stays, Table
from candyplatform.data_catalog.words import GOES, MINE, ORGANIZATION

ORGANIZATIONS = (
    Table(
        "accounts.Organization",
        MINE + "; then an empty row for its journal",
        personal="a name, which may be that of a person",
        in_organization=Archived(
            ById("id"),
            "id slug name website requires_second_factor is_trusted is_public created_at erasure_due_at",
        ),
        in_person=Archived(ById("memberships__user_id"), "id slug name website"),
        left_out={"erased_at": "empty as long as there is anything to take along"},
        erased_organization=(Stays("an empty row, so that the journal belongs to something", "id"),),
    ),
    Table(
        "accounts.Membership",
        "as long as somebody belongs to the organization",
        personal="who belongs to an organization, and since when",
        in_organization=Archived(ORGANIZATION, "id user_id role wants_digest joined_at"),
        in_person=Archived(
            ById("user_id"), "id organization_id organization__name role wants_digest joined_at"
        ),
        erased_person=(Delete(ById("user_id")),),
        erased_organization=GOES,
    ),
    Table(
        "accounts.OrganizationLogo",
        MINE,
        in_organization=Archived(ORGANIZATION, "id digest changed_at"),
        left_out={"picture": "can be saved from the page where it is changed"},
        erased_organization=GOES,
    ),
    Table(
        "accounts.Invitation",
        "until it is answered or withdrawn, and 30 days after it ran out",
        personal="e-mail address of who is invited, and who invited them",
        in_organization=Archived(ORGANIZATION, "id email role invited_by_id sent_at expires_at"),
        in_person=Archived(ByAddress("email"), "id organization_id email role sent_at expires_at"),
        left_out={"digest": "recognizes the secret"},
        erased_person=(Delete(ByAddress("email")), Clear(ById("invited_by_id"))),
        erased_organization=GOES,
    ),
    Table(
        "accounts.ApiToken",
        MINE,
        personal="who made an API token",
        in_organization=Archived(
            ORGANIZATION,
            "id name prefix scopes replaces_id created_by_id created_at expires_at last_used_at revoked_at",
        ),
        in_person=Archived(ById("created_by_id"), "id organization_id name created_at"),
        left_out={"digest": "recognizes the secret"},
        erased_person=(Clear(ById("created_by_id")),),
        erased_organization=GOES,
    ),
    Table(
        "accounts.IdempotentAnswer",
        "24 hours",
        left_out={
            "id organization_id digest fingerprint status headers body created_at": "what a program was told already, for a day"
        },
        erased_organization=GOES,
    ),
    Table(
        "accounts.Archive",
        "7 days",
        personal="who asked for an archive, and what is in it",
        in_organization=Archived(ORGANIZATION, "id user_id asked_at finished_at size"),
        in_person=Archived(ById("user_id"), "id organization_id asked_at finished_at size"),
        left_out={"rows_expected rows_done": "how far the making of a file is"},
        # The archives of their organizations name them too.
        erased_person=(Delete(ById("user_id")), Delete(ById("organization__memberships__user_id"))),
        erased_organization=GOES,
    ),
    Table(
        "accounts.ArchivePart",
        "7 days",
        personal="all that an archive holds",
        left_out={"id archive_id position content": "an archive is not in an archive"},
        erased_person=(GoesWith("accounts.Archive"),),
        erased_organization=(GoesWith("accounts.Archive"),),
    ),
    Table(
        "accounts.JournalEntry",
        "for good: who did what, under a number instead of a name",
        personal="who did what, and when",
        in_organization=Archived(
            ORGANIZATION, "id at verb subject actor_kind actor_id actor_name channel details"
        ),
        in_person=Archived(ById("actor_id"), "id at verb subject organization_id"),
        erased_person=(Stays("a number that leads to nobody any more", "actor_id"),),
        erased_organization=(Stays("what happened is not undone by leaving", "organization_id"),),
    ),
    Table(
        "accounts.JournalOrigin",
        "90 days",
        personal="IP address and browser of who did something",
        in_organization=Archived(ORGANIZATION, "id entry_id user_id at address browser system"),
        in_person=Archived(ById("user_id"), "id organization_id entry_id at address browser system"),
        erased_person=(Delete(ById("user_id")),),
        erased_organization=GOES,
    ),
    Table(
        "accounts.JournalRemark",
        MINE,
        personal="what staff wrote about a campaign or a company",
        in_organization=Archived(ORGANIZATION, "id entry_id text"),
        erased_organization=GOES,
    ),
)
