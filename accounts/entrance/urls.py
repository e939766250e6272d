"""Addresses of a person's account, under `accounts/`, before allauth's own: what is here takes the place of theirs."""

from django.urls import path
from django.views.generic import RedirectView

from accounts.entrance import views

urlpatterns = [
    path("", views.your_account, name="your_account"),
    path("2fa/", RedirectView.as_view(pattern_name="your_account")),
    path("second-factor/", views.use_second_factor, name="second_factor"),
    path("sessions/", views.your_sessions, name="your_sessions"),
    path("sessions/<int:visit_id>/end/", views.end_session, name="end_session"),
]
