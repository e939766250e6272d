"""Addresses of people and organizations at the desk, under `desk/`."""

from django.urls import path

from accounts import token_views, views
from accounts.organizations import views as organizations

urlpatterns = [
    path("", views.desk, name="desk"),
    path("new/", views.new_organization, name="new_organization"),
    path("<slug:org>/settings/", views.settings_of_member, name="desk_settings"),
    path("<slug:org>/organization/logo/", organizations.logo, name="organization_logo"),
    path(
        "<slug:org>/organization/logo/picture/", organizations.own_picture, name="organization_logo_picture"
    ),
    path("<slug:org>/tokens/", token_views.tokens, name="tokens"),
    path("<slug:org>/tokens/<uuid:token_id>/revoke/", token_views.revoke, name="revoke_token"),
]
