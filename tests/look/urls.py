"""The real addresses, and samples of pages that otherwise need a database."""

from django.urls import URLPattern, URLResolver, path

from candyplatform.urls import urlpatterns as real
from tests.look import samples

urlpatterns: list[URLPattern | URLResolver] = [
    path("sample/home/", samples.show_home),
    path("sample/poster/<slug:state>/", samples.show_poster),
    path("numbers/", samples.numbers),
    path("wall/", samples.wall),
    *real,
]
