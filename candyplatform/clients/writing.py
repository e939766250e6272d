"""All that is made of the OpenAPI document."""

import json
from pathlib import Path

from api.postman import FILE, collection
from api.schema import document
from candyplatform.clients.python import write_package

# What stands for an installation's own address.
SERVER = "https://candystorm.example"


def write(folder: Path) -> None:
    """Replace in `folder` what was written before. What people wrote beside it stays."""
    told = document(SERVER)
    write_package(told, folder / "python")
    (folder / FILE).write_text(json.dumps(collection(told), indent=2, ensure_ascii=False) + "\n")
