"""Addresses of what other sites, screens and walls show of a campaign."""

from django.urls import path

from campaigns.pages.embeds import desk, views

urlpatterns = [
    path("embed/candystorm-campaign.js", views.script, name="embed_script"),
    path("oembed/", views.oembed, name="oembed"),
    path("desk/<slug:org>/<slug:campaign>/pass-on/", desk.pass_on, name="campaign_pass_on"),
    path("<slug:organization>/<slug:slug>/embed/", views.frame, name="campaign_frame"),
    path("<slug:organization>/<slug:slug>/embed.json", views.numbers, name="campaign_numbers_json"),
    path("<slug:organization>/<slug:slug>/image.png", views.image, name="campaign_image"),
    path("<slug:organization>/<slug:slug>/qr.svg", views.qr_as_svg, name="campaign_qr_svg"),
    path("<slug:organization>/<slug:slug>/qr.png", views.qr_as_png, name="campaign_qr_png"),
    path("<slug:organization>/<slug:slug>/calendar.ics", views.calendar, name="campaign_calendar"),
    path("<slug:organization>/<slug:slug>/poster/<slug:sheet>/", views.poster, name="campaign_poster"),
    path("<slug:organization>/<slug:slug>/screen/", views.screen, name="campaign_screen"),
]
