"""Typed into pretix's own shell: make a shop with an event and a series, or move and rename the event."""

import json
import os
from datetime import UTC, datetime, timedelta

from django_scopes import scopes_disabled
from i18nfield.strings import LazyI18nString
from pretix.base.models import Event, Organizer

wishes = json.loads(os.environ["PEER_WISHES"])
slug, starts_at = wishes["slug"], datetime.fromisoformat(wishes["starts_at"])
place = LazyI18nString({"en": wishes["place"]})
told = {}
with scopes_disabled():
    if wishes["act"] == "make":
        organizer = Organizer.objects.create(name="EduCamp", slug=slug)
        dates = {"date_from": starts_at, "date_to": starts_at + timedelta(days=2), "currency": "EUR"}
        names = LazyI18nString({"de-informal": wishes["de"], "en": wishes["en"]})
        for event_slug, live in (("spring", True), ("hidden", False)):
            event = Event.objects.create(
                organizer=organizer,
                slug=event_slug,
                name=names,
                location=place,
                live=live,
                is_public=True,
                **dates,
            )
            event.settings.timezone = "Europe/Berlin"
            event.settings.locales = ["de-informal", "en"]
            event.settings.locale = "de-informal"
        event = Event.objects.get(organizer=organizer, slug="spring")
        event.plugins = "candystorm_pretix"
        event.save()
        event.meta_values.create(
            property=organizer.meta_properties.create(name="candystorm"), value=wishes["page"]
        )
        series = Event.objects.create(
            organizer=organizer,
            slug="series",
            name=names,
            has_subevents=True,
            live=True,
            is_public=True,
            **dates,
        )
        for number, day in enumerate(
            (datetime.now(UTC) - timedelta(days=9), starts_at, starts_at + timedelta(days=30))
        ):
            series.subevents.create(
                name=LazyI18nString({"en": f"Date {number}"}), date_from=day, active=True, is_public=True
            )
        team = organizer.teams.create(name="Readers", all_events=True)
        told["token"] = team.tokens.create(name="Candystorm").token
    else:
        for event in Event.objects.filter(organizer__slug=slug, has_subevents=False):
            event.date_from, event.date_to, event.location = starts_at, starts_at + timedelta(days=2), place
            event.save()
            event.cache.clear()
print(json.dumps(told, ensure_ascii=False))
