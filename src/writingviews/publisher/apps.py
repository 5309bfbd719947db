from django.apps import AppConfig


class PublisherConfig(AppConfig):
    name = "writingviews.publisher"
    label = "publisher"
