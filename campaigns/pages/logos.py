"""Where the logo of an organization is found."""

from django.urls import reverse


def logo_url(organization: str, digest: str) -> str:
    """The public address of a logo; "" where there is none."""
    return reverse("logo", args=[organization, digest]) if digest else ""
