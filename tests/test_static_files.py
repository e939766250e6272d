"""Static files as production has them: collected, hashed, compressed, cached for good."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.support.environment_variables import CHECKOUT

BACKEND = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_TAG = re.compile(r"""\{%\s*static\s+['"]([^'"]+)['"]""")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of collected files, in use as production's."""
    root = tmp_path_factory.mktemp("static")
    backends = settings.STORAGES | {"staticfiles": {"BACKEND": BACKEND}}
    with override_settings(STATIC_ROOT=root, STORAGES=backends, WHITENOISE_USE_FINDERS=False, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def test_collected_files_have_everything_that_templates_name(collected: Path) -> None:
    templates = [
        path for app in ("accounts", "campaigns", "api") for path in (CHECKOUT / app).rglob("*.html")
    ]
    named = {name for path in templates for name in _TAG.findall(path.read_text())}
    assert len(named) > 5
    addresses = {name: storages["staticfiles"].url(name) for name in named}
    assert [
        name for name, url in addresses.items() if not (collected / url.removeprefix("/static/")).is_file()
    ] == []
    assert staticfiles_storage.url("look/tokens.css") != "/static/look/tokens.css"


@pytest.mark.django_db  # a response that is closed looks after the database connection
def test_collected_files_are_served_compressed_and_kept_for_good(collected: Path) -> None:
    middleware = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))
    url = staticfiles_storage.url("look/tokens.css")
    response = middleware(RequestFactory().get(url, headers={"accept-encoding": "gzip"}))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["Content-Encoding"] == "gzip"
    response.close()


@pytest.mark.django_db
def test_collected_files_dress_a_frame_that_another_site_puts_in_a_sandbox(collected: Path) -> None:
    """There it is of no site at all, and takes only what is open to every one."""
    middleware = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))
    response = middleware(RequestFactory().get(staticfiles_storage.url("look/live.js")))
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    response.close()
