"""`./dev clients`: write everything anew."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")
django.setup()

from candyplatform.clients.writing import write  # noqa: E402 - Django must be set up first

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "clients"

write(FOLDER)
print(f"written: {FOLDER}")
