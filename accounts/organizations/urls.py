"""Addresses of organizations at the desk."""

from django.urls import path

from accounts.organizations import views

urlpatterns = [
    path("new/", views.new_organization, name="new_organization"),
    path("<slug:org>/organization/", views.organization, name="organization"),
]
