from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "writingviews.calls"
    label = "calls"
