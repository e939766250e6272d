"""`python -m candyplatform.healthcheck`: asks the web process of this container for /healthz/, as its proxy would.

Exit code 0 when it is well, 1 when it is not. For the image's HEALTHCHECK; loads no Django.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

PATIENCE_SECONDS = 4.0


def is_well(*, port: int, site_url: str) -> bool:
    """Whether the web process on `port` answers /healthz/ for the host of `site_url` with 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/healthz/", headers={"Host": urlsplit(site_url).netloc or "localhost"})
        return connection.getresponse().status == 200  # noqa: PLR2004
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    well = is_well(port=int(os.environ.get("GRANIAN_PORT", "8000")), site_url=os.environ.get("SITE_URL", ""))
    sys.exit(0 if well else 1)
