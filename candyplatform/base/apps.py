from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "candyplatform.base"
    label = "base"
