"""Where digests are turned off."""

from django.urls import path

from campaigns.digests import views

urlpatterns = [path("unsubscribe/<str:token>/", views.unsubscribe, name="digest_unsubscribe")]
