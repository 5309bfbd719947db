from django.apps import AppConfig


class PortingConfig(AppConfig):
    name = "writingviews.porting"
    label = "porting"
