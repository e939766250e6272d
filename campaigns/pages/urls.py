"""Addresses of the public pages beside the campaigns' own."""

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from campaigns.pages import preview, taking_part, views


class Favicon(RedirectView):
    """For those who ask for it without having read the page."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("look/favicon.svg")


urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", Favicon.as_view(), name="favicon"),
    path("dev/demo/start/", views.start_demo, name="start_demo"),
    path("dev/demo/", views.demo_starting, name="demo_starting"),
    path("servers/limits/", taking_part.server_limits, name="server_limits"),
    path("s/<slug:code>", taking_part.short_link, name="short_link"),
    path("desk/<slug:org>/<slug:campaign>/preview/", preview.campaign, name="campaign_preview"),
    path("", include("campaigns.pages.embeds.urls")),
]
