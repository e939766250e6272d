"""All that is made of the OpenAPI document."""

from pathlib import Path

from api.schema import document
from candyplatform.clients.python import write_package

# What stands for an installation's own address.
SERVER = "https://candystorm.example"


def write(folder: Path) -> None:
    """Replace in `folder` what was written before. What people wrote beside it stays."""
    write_package(document(SERVER), folder / "python")
