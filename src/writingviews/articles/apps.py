from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "writingviews.articles"
    label = "articles"
