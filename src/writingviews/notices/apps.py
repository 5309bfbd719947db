from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "writingviews.notices"
    label = "notices"
