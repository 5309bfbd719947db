from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "writingviews.review"
    label = "review"
