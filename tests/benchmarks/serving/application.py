"""What granian serves for the benchmark of pages."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.serving.settings"

from candyplatform.runner.web import application

__all__ = ["application"]
