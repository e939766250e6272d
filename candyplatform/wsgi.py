"""The WSGI entry of the web process."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")

# Somebody who writes waits for the database a dozen times, and each time for threads that make pages: Python's own five
# milliseconds are long for that.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()
