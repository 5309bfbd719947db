from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "writingviews.press"
    label = "press"
