"""Addresses of what other sites, screens and walls show of a campaign."""

from django.urls import include, path

from campaigns.pages.embeds import desk, views

OF_A_CAMPAIGN = [
    path("embed/", views.frame, name="campaign_frame"),
    path("embed.json", views.numbers, name="campaign_numbers_json"),
    path("image.png", views.image, name="campaign_image"),
    path("qr.svg", views.qr_as_svg, name="campaign_qr_svg"),
    path("qr.png", views.qr_as_png, name="campaign_qr_png"),
    path("calendar.ics", views.calendar, name="campaign_calendar"),
    path("poster/<slug:sheet>/", views.poster, name="campaign_poster"),
    path("screen/", views.screen, name="campaign_screen"),
]

urlpatterns = [
    path("embed/candystorm-campaign.js", views.script, name="embed_script"),
    path("oembed/", views.oembed, name="oembed"),
    path("desk/<slug:org>/<slug:campaign>/pass-on/", desk.pass_on, name="campaign_pass_on"),
    path("<shortname:organization>/<slug:slug>/", include(OF_A_CAMPAIGN)),
]
