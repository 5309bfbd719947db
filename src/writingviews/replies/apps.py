from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "writingviews.replies"
    label = "replies"
