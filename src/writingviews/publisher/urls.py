"""Addresses of the publisher's settings."""

from django.urls import URLPattern, path

from . import views_licence, views_look

app_name = "publisher"

urlpatterns: list[URLPattern] = [
    path("look/", views_look.look, name="look"),
    path("look/try/", views_look.try_look, name="try-look"),
    path("look/<slug:colours>.css", views_look.style, name="style"),
    path("licence/", views_licence.licence, name="licence"),
    path("licence/try/", views_licence.try_licence, name="try-licence"),
]
