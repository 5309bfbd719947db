from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "writingviews.demo"
    label = "demo"
