"""docs/architecture.md names the scopes there are."""

import re

from accounts import scope
from tests.docs.tables import by_name


def test_architecture_page_tells_of_every_scope_and_no_other() -> None:
    told = re.findall(r"(\w+_scope)\(", " ".join(by_name("architecture.md", "## Tenants")))
    assert sorted(told) == sorted(name for name in vars(scope) if name.endswith("_scope"))
