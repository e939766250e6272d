"""What the journal is told by the wiring: the doors people come by, and which rooms have the words for what happened."""

# the first part of a path -> the channel (accounts.origin.Channel) that an entry remembers; any other path is "web"
JOURNAL_CHANNELS: dict[str, str] = {
    "desk": "desk",
    "api": "api",
    "admin": "admin",
    "digest": "mail",
}

# Vocabularies (accounts.audit.vocabulary), by dotted path: accounts may not import those of the rooms above it.
JOURNAL_WORDS: tuple[str, ...] = (
    "accounts.audit.words.VOCABULARY",
    "campaigns.history.words.VOCABULARY",
)
