from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "writingviews.desk"
    label = "desk"
