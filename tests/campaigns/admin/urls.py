"""The whole site's addresses, with the staff's."""

from django.urls import path

from campaigns.admin.site import site
from candyplatform.urls import urlpatterns as everything

urlpatterns = [path("admin/", site.urls), *everything]
