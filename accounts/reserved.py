"""Short names that organizations cannot have: the platform's own first path segments."""

RESERVED_SLUGS = frozenset(
    {
        "about", "account", "accounts", "admin", "api", "assets", "blog", "candystorm", "desk", "dev", "digest", "docs", "e",
        "embed", "healthz", "help", "i18n", "imprint", "invitations", "legal", "live", "logos", "new", "oembed", "privacy",
        "reminders", "report", "robots",
        "s", "security", "servers", "static", "status", "support", "terms", "webhooks", "well-known", "www",
    }
)  # fmt: skip
