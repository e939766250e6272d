"""Addresses of leaving and taking along, under `desk/`."""

from django.urls import path

from accounts.leaving import archive_views, views

urlpatterns = [
    path("account/export/", archive_views.own, name="own_archives"),
    path("account/export/<uuid:archive_id>/", archive_views.own_file, name="own_archive_file"),
    path("account/delete/", views.leave_account, name="leave_account"),
    path("account/delete/keep/", views.keep_account, name="keep_account"),
    path("<slug:org>/organization/export/", archive_views.of_organization, name="organization_archives"),
    path(
        "<slug:org>/organization/export/<uuid:archive_id>/",
        archive_views.file_of_organization,
        name="organization_archive_file",
    ),
    path("<slug:org>/organization/delete/", views.delete_organization, name="delete_organization"),
    path("<slug:org>/organization/delete/keep/", views.keep_organization, name="keep_organization"),
]
