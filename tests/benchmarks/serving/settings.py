"""The platform's settings, without limits and with the bare views' addresses."""

import os

from candyplatform import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})

DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.benchmarks.serving.urls"
# One machine asks more often here than one may.
RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/second")
if folder := os.environ.get("STATIC"):
    STATIC_ROOT = folder
    WHITENOISE_USE_FINDERS = False
    STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
