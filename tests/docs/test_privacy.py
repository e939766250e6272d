"""docs/privacy.md says what the data catalog says."""

from candyplatform.data_catalog import DATA_CATALOG
from tests.docs.tables import by_name


def test_privacy_page_tells_of_every_table_what_the_catalog_does() -> None:
    told = by_name("privacy.md", "## What is kept")
    assert told == {table.model: [table.personal or "none", table.kept] for table in DATA_CATALOG}
