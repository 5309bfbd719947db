from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "writingviews.guests"
    label = "guests"
