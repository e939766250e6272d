"""What pretix knows of the plugin."""

from importlib import import_module

from django.apps import AppConfig


class CandystormApp(AppConfig):
    """Each event turns it on for itself, under Settings, Plugins."""

    name = "candystorm_pretix"
    verbose_name = "Candystorm"

    class PretixPluginMeta:
        """Shown in the list of plugins."""

        name = "Candystorm"
        author = "Candystorm"
        version = "0.1.0"
        category = "INTEGRATION"
        description = "Shows your candystorm above the tickets: what you ask a company for, and how it goes."

    def ready(self) -> None:
        """Connect to the shop's front page."""
        import_module("candystorm_pretix.signals")
