from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "writingviews.search"
    label = "search"
