"""Addresses of people and organizations at the desk, under `desk/`."""

from django.urls import URLPattern, URLResolver, include, path

from accounts import views
from accounts.entrance.views import organization_requires

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("", include("accounts.organizations.urls")),
    path("", include("accounts.members.urls")),
    path("", include("accounts.leaving.urls")),
    path("<slug:org>/settings/", views.settings_of_member, name="desk_settings"),
    path("<slug:org>/organization/logo/", include("accounts.logos.urls")),
    path("<slug:org>/organization/second-factor/", organization_requires, name="require_second_factor"),
    path("<slug:org>/", include("accounts.audit.urls")),
    path("<slug:org>/tokens/", include("accounts.tokens.urls")),
]
