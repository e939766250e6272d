"""Which task does which kind of due work, and which journal entries make work due.

The journal is how one room learns of another: an entry whose verb stands in `JOURNAL_FOLLOWERS` or `ENTRY_FOLLOWERS` makes
the named work due, in the same transaction.
"""

# kind of due work -> the task that does one piece of it (called with `work_id`)
WORK_KINDS: dict[str, str] = {
    "mail.send": "accounts.tasks.send_mail",
    "mail.tidy": "accounts.tasks.tidy_mails",
    "invitation.forget": "accounts.members.tasks.forget_invitation",
    "idempotency.forget": "accounts.idempotency.tasks.forget_answer",
    "journal.tidy": "accounts.tasks.tidy_journal",
    "archive.build": "accounts.leaving.tasks.build_archive",
    "archive.expire": "accounts.leaving.tasks.expire_archives",
    "person.erase": "accounts.leaving.tasks.erase_person",
    "person.remind": "accounts.leaving.tasks.remind_person",
    "organization.erase": "accounts.leaving.tasks.erase_organization",
    "organization.remind": "accounts.leaving.tasks.remind_organization",
    "session.tidy": "accounts.leaving.tasks.tidy_sessions",
    "campaign.start": "campaigns.transitions.tasks.start_campaign",
    "account.look_up": "campaigns.listening.tasks.look_up_account",
    "feed.fetch": "campaigns.listening.tasks.fetch_feed",
    "feed.reread": "campaigns.listening.tasks.reread_feed",
    "feeds.reopen": "campaigns.listening.tasks.listen_again",
    "feed.refresh": "campaigns.listening.tasks.refresh_feed",
    "said.look_for": "campaigns.listening.tasks.look_for_post",
    "server.measure": "campaigns.listening.tasks.measure_server",
    "author.forget": "campaigns.listening.tasks.forget_author",
    "posts.erase": "campaigns.retention.tasks.erase_posts",
    "answers.notice": "campaigns.answers.tasks.notice_answers",
    "moderation.assess": "campaigns.moderation.tasks.assess_posts",
    "report.forget": "campaigns.moderation.tasks.forget_report",
    "digest.plan": "campaigns.digests.tasks.plan_digests",
    "digest.compose": "campaigns.digests.tasks.compose_digest",
    "event.look": "campaigns.authoring.tasks.look_at_event",
    "picture.fetch": "campaigns.authoring.tasks.fetch_picture",
    "hashtag.weigh": "campaigns.authoring.tasks.weigh_hashtag",
    "decision.tell": "campaigns.digests.tasks.tell_decision",
    "page.renew": "campaigns.pages.tasks.renew_page",
    "pages.renew": "campaigns.pages.tasks.renew_pages",
    "reminders.send": "campaigns.gathering.tasks.send_reminders",
    "thanks.tell": "campaigns.gathering.tasks.tell_thanks",
    "supporters.forget": "campaigns.gathering.tasks.forget_supporters",
    "milestone.notice": "campaigns.listening.tasks.notice_milestone",
    "webhooks.follow": "api.webhooks.tasks.follow_entry",
    "webhooks.hour": "api.webhooks.tasks.tell_hour",
    "webhooks.tidy": "campaigns.webhooks.tasks.tidy",
    "webhook.deliver": "campaigns.webhooks.tasks.deliver",
}

# What changes a campaign's pages: the subject of each is the campaign, or the organization.
_CAMPAIGN = (
    "campaign.revised", "campaign.picture_set", "campaign.picture_described", "campaign.picture_removed", "campaign.scheduled",
    "campaign.published", "campaign.answered", "campaign.reopened", "campaign.closed", "campaign.suspended", "campaign.resumed", "campaign.posts_erased", "answer.confirmed", "answer.corrected",
    "answer.taken_back", "post.hidden", "post.shown", "post.withdrawn", "posts.heard", "numbers.moved", "update.published",
    "update.withdrawn", "author.forgotten", "storm_hour.set", "storm_hour.called_off",
)  # fmt: skip
_ORGANIZATION = (
    "organization.edited", "organization.logo_changed", "organization.logo_removed", "organization.leaving", "organization.kept",
)  # fmt: skip
_PAGES = dict.fromkeys(_CAMPAIGN, "page.renew") | dict.fromkeys(_ORGANIZATION, "pages.renew")
_OTHERS: dict[str, tuple[str, ...]] = {
    "membership.joined": ("digest.plan",),
    "membership.time_zone_changed": ("digest.plan",),
    "digest.wanted": ("digest.plan",),
    "organization.kept": ("feeds.reopen",),
    "campaign.published": ("webhooks.hour",),
    "campaign.answered": ("thanks.tell",),
    "campaign.resumed": ("thanks.tell", "webhooks.hour"),
    "campaign.closed": ("posts.erase", "supporters.forget"),
    "posts.heard": ("answers.notice", "moderation.assess", "milestone.notice"),
}

# verb of a journal entry -> kinds of work that become due for its subject
JOURNAL_FOLLOWERS: dict[str, tuple[str, ...]] = {
    **_OTHERS,
    **{verb: (*_OTHERS.get(verb, ()), kind) for verb, kind in _PAGES.items()},
}

# What webhooks tell of, and staff's decisions, which the organizer is mailed.
_TOLD = (
    "campaign.submitted", "campaign.scheduled", "campaign.changes_wanted", "campaign.published", "campaign.answered",
    "campaign.closed", "campaign.suspended", "campaign.milestone", "answer.detected", "answer.confirmed", "report.filed",
)  # fmt: skip
_DECISIONS = (
    "campaign.published", "campaign.scheduled", "campaign.changes_wanted", "campaign.suspended", "campaign.resumed",
)  # fmt: skip

# verb of a journal entry -> kinds of work that become due for the entry itself, so that each one is followed by its own
ENTRY_FOLLOWERS: dict[str, tuple[str, ...]] = {
    verb: (
        *(("decision.tell",) if verb in _DECISIONS else ()),
        *(("webhooks.follow",) if verb in _TOLD else ()),
    )
    for verb in (*_TOLD, *(verb for verb in _DECISIONS if verb not in _TOLD))
}
