from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "writingviews.people"
    label = "people"
