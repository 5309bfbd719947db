from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "writingviews.site"
    label = "site"
