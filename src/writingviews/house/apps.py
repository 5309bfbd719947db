from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "writingviews.house"
    label = "house"
