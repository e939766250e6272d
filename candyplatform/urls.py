"""Which room answers which address. A campaign's page comes first, as it is asked for most and each pattern that is tried costs time."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.entrance.dev_code import dev_code
from accounts.logos.views import public_picture
from accounts.views import set_language
from accounts.views_look import look
from campaigns.admin.site import site as staff_site
from candyplatform.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("<shortname:organization>/<slug:slug>/", include("campaigns.pages.campaign_urls")),
    path("api/", include("api.urls")),
    path("accounts/", include("accounts.entrance.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", staff_site.urls),
    path("desk/", include("accounts.urls")),
    path("desk/<slug:org>/webhooks/", include("campaigns.webhooks.urls")),
    path("desk/", include("campaigns.authoring.urls")),
    path("i18n/setlang/", set_language, name="set_language"),
    path("dev/mail/", include("accounts.dev_mail.urls")),
    path("dev/code/", dev_code, name="dev_code"),
    path("dev/look/", look, name="dev_look"),
    path("logos/<slug:organization>/<str:digest>.webp", public_picture, name="logo"),
    path("digest/", include("campaigns.digests.urls")),
    path("healthz/", healthz, name="healthz"),
    path("", include("campaigns.pages.urls")),
    path("", include("campaigns.gathering.urls")),
]

handler400 = "api.views.bad_request"
handler403 = "accounts.languages.permission_denied"
handler404 = "accounts.languages.page_not_found"
handler500 = "api.views.server_error"
