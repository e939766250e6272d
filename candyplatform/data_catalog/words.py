"""What the catalog says more than once."""

from candyplatform.base.catalog import ById, Delete

FOREVER = "as long as the platform runs"
ACCOUNT = "as long as the account, and 30 days more"
MINE = "as long as the organization, and 30 days more"
RAW = "90 days after the campaign was closed"
REPORTED = "90 days after staff decided about it, a year at most"
ORGANIZATION = ById("organization_id")
GOES = (Delete(ORGANIZATION),)
