"""docs/api-changelog.md and what comes with it are of the version that the OpenAPI document has."""

import re
import tomllib

from api.schema import document
from tests.support.environment_variables import CHECKOUT

DOCS = CHECKOUT / "docs"


def test_latest_entry_and_the_client_are_of_the_documents_version() -> None:
    version = document("https://candystorm.example")["info"]["version"]
    entries = re.findall(r"^## (\S+)", (DOCS / "api-changelog.md").read_text(), re.MULTILINE)
    assert entries[0] == version
    client = tomllib.loads((DOCS / "clients" / "python" / "pyproject.toml").read_text())
    assert client["project"]["version"] == version
