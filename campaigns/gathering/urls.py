"""Addresses of coming together: at the desk, beside the public page, and in supporters' mails."""

from django.urls import path

from campaigns.gathering import desk, views

urlpatterns = [
    path("desk/<slug:org>/<slug:campaign>/storm-hour/", desk.storm_hour, name="storm_hour"),
    path("desk/<slug:org>/<slug:campaign>/storm-hour/call-off/", desk.call_off, name="storm_hour_call_off"),
    path(
        "desk/<slug:org>/<slug:campaign>/storm-hour/addresses.csv", desk.addresses, name="supporter_addresses"
    ),
    path("reminders/<str:token>/confirm/", views.confirm, name="reminder_confirm"),
    path(
        "reminders/<str:token>/confirm/sharing/",
        views.confirm,
        {"sharing": True},
        name="reminder_confirm_sharing",
    ),
    path("reminders/<str:token>/leave/", views.leave, name="reminder_leave"),
    path("reminders/<str:token>/sharing/", views.sharing, name="reminder_sharing"),
    path("<shortname:organization>/<slug:slug>/reminder/", views.reminder, name="reminder"),
    path("<shortname:organization>/<slug:slug>/reminder/sent/", views.reminder_sent, name="reminder_sent"),
    path(
        "<shortname:organization>/<slug:slug>/storm-hour.ics",
        views.storm_hour_calendar,
        name="storm_hour_calendar",
    ),
]
