"""Short names that organizations cannot have: the platform's own first path segments."""

from django.urls.converters import SlugConverter

RESERVED_SLUGS = frozenset(
    {
        "about", "account", "accounts", "admin", "api", "assets", "blog", "candystorm", "desk", "dev", "digest", "docs", "e",
        "embed", "healthz", "help", "i18n", "imprint", "invitations", "legal", "live", "logos", "new", "oembed", "privacy",
        "reminders", "report", "robots",
        "s", "security", "servers", "static", "status", "support", "terms", "webhooks", "well-known", "www",
    }
)  # fmt: skip


class ShortName(SlugConverter):
    """`<shortname:organization>` in an address: an organization's, and never one of the platform's own."""

    regex = f"(?!(?:{'|'.join(sorted(RESERVED_SLUGS))})/){SlugConverter.regex}"
