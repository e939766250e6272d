"""Addresses of people and organizations at the desk, under `desk/`."""

from django.urls import URLPattern, URLResolver, include, path

from accounts import token_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("new/", views.new_organization, name="new_organization"),
    path("<slug:org>/settings/", views.settings_of_member, name="desk_settings"),
    path("<slug:org>/", include("accounts.audit.urls")),
    path("<slug:org>/tokens/", token_views.tokens, name="tokens"),
    path("<slug:org>/tokens/<uuid:token_id>/revoke/", token_views.revoke, name="revoke_token"),
]
