"""Addresses of a campaign's public page and its parts, under its own."""

from django.urls import path

from campaigns.pages import pictures, reporting, taking_part, views

urlpatterns = [
    path("", views.campaign, name="campaign_page"),
    path("live.json", views.live, name="campaign_live"),
    path("picture/<str:digest>.webp", pictures.public_picture, name="campaign_picture"),
    path("wall/", views.wall_of, name="campaign_wall"),
    path("say/", taking_part.say, name="campaign_say"),
    path("step/", taking_part.step, name="campaign_step"),
    path("posted/", taking_part.posted, name="campaign_posted"),
    path("posts/", taking_part.posts, name="campaign_posts"),
    path("posts/off/", taking_part.take_off, name="campaign_off"),
    path("report/", reporting.report, name="campaign_report"),
    path("report/<str:receipt>/", reporting.reported, name="campaign_reported"),
]
