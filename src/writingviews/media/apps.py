from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "writingviews.media"
    label = "media"
