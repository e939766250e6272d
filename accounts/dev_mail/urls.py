"""The development mailbox."""

from django.urls import path

from accounts.dev_mail import views

urlpatterns = [
    path("", views.mailbox, name="dev_mail"),
    path("<str:key>/", views.letter, name="dev_mail_letter"),
    path("<str:key>/html/", views.letter_html, name="dev_mail_html"),
]
