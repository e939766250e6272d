"""Addresses of the public pages. They come last: the campaign's address takes any two words."""

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
    path("desk/<slug:org>/<slug:campaign>/preview/", preview.campaign, name="campaign_preview"),
    path("s/<slug:code>", taking_part.short_link, name="short_link"),
    path("servers/limits/", taking_part.server_limits, name="server_limits"),
    path("", include("campaigns.pages.embeds.urls")),
    path("<slug:organization>/<slug:slug>/", views.campaign, name="campaign_page"),
    path("<slug:organization>/<slug:slug>/live.json", views.live, name="campaign_live"),
    path("<slug:organization>/<slug:slug>/wall/", views.wall_of, name="campaign_wall"),
    path("<slug:organization>/<slug:slug>/say/", taking_part.say, name="campaign_say"),
    path("<slug:organization>/<slug:slug>/step/", taking_part.step, name="campaign_step"),
    path("<slug:organization>/<slug:slug>/posted/", taking_part.posted, name="campaign_posted"),
    path("<slug:organization>/<slug:slug>/posts/", taking_part.posts, name="campaign_posts"),
    path("<slug:organization>/<slug:slug>/posts/off/", taking_part.take_off, name="campaign_off"),
]
