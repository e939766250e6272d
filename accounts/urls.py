"""Addresses of people and organizations."""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("desk/", views.desk, name="desk"),
    path("desk/new/", views.new_organization, name="new_organization"),
    path("desk/<slug:org>/settings/", views.settings_of_member, name="desk_settings"),
]
