"""Tables of campaigns and what was heard of them."""

from candyplatform.base.catalog import Archived, ById, Clear, Delete, IdsOnly, Table
from candyplatform.data_catalog.words import GOES, MINE, ORGANIZATION, RAW, REPORTED

# What X allows to hand on of its posts and people: their ids.
_X = ("x",)
CAMPAIGNS = (
    Table(
        "campaigns.Campaign",
        MINE,
        personal="who wrote a campaign",
        in_organization=Archived(
            ORGANIZATION,
            "id slug state outcome languages title wish story company_id company__name event_name event_names event_place event_starts_at "
            "event_ends_at event_url time_zone deadline deadline_days_before unfinished review_note created_by_id created_at modified_at "
            "submitted_at short_code external_system external_organizer external_event "
            "starts_at live_at answered_at closed_at posts_erased_at",
        ),
        in_person=Archived(ById("created_by_id"), "id organization_id created_at"),
        left_out={"suspended_from": "where it goes back to when staff resume it"},
        erased_person=(Clear(ById("created_by_id")),),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.EventPicture",
        MINE,
        personal="a picture, on which people may be seen",
        in_organization=Archived(
            ORGANIZATION, "id campaign_id width height digest alt source_url is_own changed_at"
        ),
        left_out={"picture": "can be saved from the page where it is changed"},
        erased_organization=GOES,
    ),
    Table(
        "campaigns.PictureFetch",
        MINE,
        in_organization=Archived(ORGANIZATION, "id campaign_id url is_own asked_at problem"),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.EventSource",
        MINE,
        in_organization=Archived(
            ORGANIZATION, "id campaign_id url kind uid said known known_at looked_at failed_at"
        ),
        left_out={"validators": "how a page is asked whether it changed"},
        erased_organization=GOES,
    ),
    Table(
        "campaigns.EventTool",
        MINE,
        in_organization=Archived(ORGANIZATION, "id origin connected_at"),
        left_out={"token": "a secret that opens somebody else's door"},
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Hashtag",
        MINE,
        in_organization=Archived(ORGANIZATION, "id campaign_id text folded position"),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.SamplePost",
        MINE,
        in_organization=Archived(ORGANIZATION, "id campaign_id language purpose text position"),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.FeedSubscription",
        MINE,
        in_organization=Archived(
            ORGANIZATION, "id campaign_id feed_id feed__network feed__host feed__topic held_back"
        ),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.HourlyMetric",
        MINE,
        in_organization=Archived(
            ORGANIZATION,
            "id campaign_id network hour posts counted new_authors favorites reposts replies checked friendly reach",
        ),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.StepCount",
        MINE,
        in_organization=Archived(ORGANIZATION, "id campaign_id step channel sample visitors hour count"),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.SaidPost",
        RAW,
        personal="links of posts that somebody told of, until they were looked for",
        in_organization=Archived(
            ORGANIZATION, "id campaign_id network link digest status said_at checked_at"
        ),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Report",
        REPORTED,
        personal="what somebody reported, in their words (encrypted); their e-mail address (encrypted) until they were answered",
        in_organization=Archived(ORGANIZATION, "id campaign_id reason filed_at decision decided_at"),
        left_out={
            "receipt words post_url address language": "who reports, and what they write, is told to staff alone",
            "grounds": "staff's words to whoever reported",
        },
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Update",
        MINE,
        personal="who told news",
        in_organization=Archived(ORGANIZATION, "id campaign_id text said_at written_by_id"),
        in_person=Archived(ById("written_by_id"), "id organization_id campaign_id said_at"),
        erased_person=(Clear(ById("written_by_id")),),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Spending",
        MINE,
        in_organization=Archived(ORGANIZATION, "id network day spent"),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Author",
        RAW,
        personal="public handle of who posted",
        in_organization=Archived(
            ORGANIZATION,
            "id campaign_id network native_id handle url followers is_bot first_posted_at",
            IdsOnly("network", _X, "id campaign_id network native_id"),
        ),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Post",
        RAW,
        personal="public posts, word for word",
        in_organization=Archived(
            ORGANIZATION,
            "id campaign_id author_id network uri native_id url text language in_reply_to role kindness is_sensitive posted_at "
            "edited_at heard_at deleted_at favorites reposts replies",
            IdsOnly("network", _X, "id campaign_id author_id network native_id"),
        ),
        left_out={"feed_id refresh_step refresh_due_at": "when the platform looks at it again"},
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Wave",
        MINE,
        in_organization=Archived(ORGANIZATION, "id campaign_id position starts_at set_at"),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Supporter",
        "one day after the campaign has ended; unconfirmed a week",
        personal="e-mail address (encrypted) of who wants a reminder, what they agreed to, and whether the organization may have it",
        in_organization=Archived(
            ORGANIZATION,
            "id campaign_id wave_id language consent_version asked_at confirmed_at reminded_at thanked_at"
            " sharing_version sharing_language sharing_with sharing_asked_at shared_at",
        ),
        left_out={
            "address": "of those who share it owners download it by itself, as it is then: an archive would keep it for a week from "
            "who takes that back; whoever left it deletes it from any mail",
            "digest": "recognizes the address",
        },
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Answer",
        MINE + "; what was not confirmed, as long as posts",
        personal="who decided about an answer",
        in_organization=Archived(
            ORGANIZATION,
            "id campaign_id post_id status kind said_at text evidence_url promised_for decided_by_id decided_at noticed_at",
            IdsOnly(
                "post__network",
                _X,
                "id campaign_id post_id status kind said_at promised_for decided_by_id decided_at",
            ),
        ),
        in_person=Archived(ById("decided_by_id"), "id organization_id campaign_id decided_at"),
        erased_person=(Clear(ById("decided_by_id")),),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.Digest",
        MINE,
        personal="who was mailed a digest, and when",
        in_organization=Archived(
            ORGANIZATION, "id membership_id campaign_id period since until totals composed_at"
        ),
        in_person=Archived(
            ById("membership__user_id"), "id organization_id membership_id campaign_id period composed_at"
        ),
        left_out={"mail_id": "the mail's own id, which goes after 7 days"},
        erased_person=(Delete(ById("membership__user_id")),),
        erased_organization=GOES,
    ),
    Table(
        "campaigns.WebhookEndpoint",
        MINE,
        personal="addresses of the organization's own tools; their secrets (encrypted)",
        in_organization=Archived(
            ORGANIZATION,
            "id url description event_types payload off_because failing_since is_subscription created_at modified_at",
        ),
        left_out={
            "secret previous_secret previous_until": "whoever has an archive must not be able to sign",
            "told_at rests_until": "when owners were mailed that it fails, and until when it rests",
        },
        erased_organization=GOES,
    ),
    Table(
        "campaigns.WebhookDelivery",
        "30 days",
        personal="what the organization's own tools were told, and what they answered",
        in_organization=Archived(
            ORGANIZATION,
            "id endpoint_id campaign_id event_id event_type body state attempts log happened_at created_at finished_at",
        ),
        left_out={
            "lane": "which messages wait for one another",
            "first_tried_at due_at": "when it is tried again",
        },
        erased_organization=GOES,
    ),
)
