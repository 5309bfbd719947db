from django.apps import AppConfig


class CarryConfig(AppConfig):
    name = "writingviews.carry"
    label = "carry"
