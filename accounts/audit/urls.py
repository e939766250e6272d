"""Addresses of the journal, under `desk/<org>/`."""

from django.urls import path

from accounts.audit import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal.csv", views.journal_csv, name="journal_csv"),
]
