"""Addresses of the publisher's settings."""

from django.urls import URLPattern, path

from . import (
    views_crawlers,
    views_licence,
    views_look,
    views_navigation,
    views_sections,
    views_words,
)

app_name = "publisher"

urlpatterns: list[URLPattern] = [
    path("try/", views_words.try_words, name="try-words"),
    path("look/", views_look.look, name="look"),
    path("look/try/", views_look.try_look, name="try-look"),
    path("look/<slug:colours>.css", views_look.style, name="style"),
    path("sections/", views_sections.all_sections, name="sections"),
    path("sections/<str:slug>/", views_sections.section, name="section"),
    path("sections/<str:slug>/try/", views_sections.try_section, name="try-section"),
    path("sections/<str:slug>/remove/", views_sections.remove, name="remove-section"),
    path("navigation/", views_navigation.navigation, name="navigation"),
    path("navigation/try/", views_navigation.try_navigation, name="try-navigation"),
    path("crawlers/", views_crawlers.crawlers, name="crawlers"),
    path("licence/", views_licence.licence, name="licence"),
    path("licence/try/", views_licence.try_licence, name="try-licence"),
]
