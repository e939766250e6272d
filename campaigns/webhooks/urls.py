"""Addresses of an organization's webhooks, under `desk/{org}/webhooks/`."""

from django.urls import path

from campaigns.webhooks import views

urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("<uuid:webhook_id>/", views.webhook, name="webhook"),
    path("<uuid:webhook_id>/secret/", views.new_secret, name="webhook_secret"),
    path("<uuid:webhook_id>/test/", views.send_test, name="webhook_test"),
    path("<uuid:webhook_id>/turn/", views.turn, name="webhook_turn"),
    path("<uuid:webhook_id>/again/", views.send_range_again, name="webhook_range_again"),
    path("<uuid:webhook_id>/messages/<slug:message>/again/", views.send_again, name="webhook_again"),
    path("<uuid:webhook_id>/delete/", views.delete, name="webhook_delete"),
]
