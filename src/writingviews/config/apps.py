from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "writingviews.config"
    label = "config"
