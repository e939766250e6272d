"""Addresses of an organization's logo at the desk."""

from django.urls import path

from accounts.logos import views

urlpatterns = [
    path("", views.logo, name="organization_logo"),
    path("picture/", views.own_picture, name="organization_logo_picture"),
]
