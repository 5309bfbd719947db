from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "writingviews.newsroom"
    label = "newsroom"
