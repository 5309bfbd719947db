"""Addresses of the publication's settings."""

from django.urls import URLPattern, path

from . import views_settings

app_name = "publication"

urlpatterns: list[URLPattern] = [
    path("", views_settings.settings, name="settings"),
    path("offers/", views_settings.offers, name="offers"),
]
