"""Addresses of an organization's API tokens, under `desk/{org}/tokens/`."""

from django.urls import path

from accounts.tokens import views

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<uuid:token_id>/rotate/", views.rotate, name="rotate_token"),
    path("<uuid:token_id>/revoke/", views.revoke, name="revoke_token"),
]
