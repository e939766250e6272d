"""The wiring of the platform: settings, URLs, Celery, WSGI and the one-command runner."""
