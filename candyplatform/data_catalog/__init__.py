"""Every table of the schema: what personal data it holds, in whose archive it stands, what erasure does to it.

A new table or column gets its lines in one of the modules here; `tests/accounts/leaving/test_schema.py` asks PostgreSQL whether
any is missing, and docs/privacy.md tells people what `kept` says. The words are explained in `base.catalog`.
"""

from candyplatform.data_catalog.campaigns import CAMPAIGNS
from candyplatform.data_catalog.organizations import ORGANIZATIONS
from candyplatform.data_catalog.people import PEOPLE
from candyplatform.data_catalog.platform import PLATFORM

# Parents before children: erasure goes from the last to the first.
DATA_CATALOG = (*PLATFORM, *PEOPLE, *ORGANIZATIONS, *CAMPAIGNS)
# Tables that no model stands for.
TABLES_WITHOUT_MODEL = {"django_migrations": "Django's list of migrations; nobody's data"}
