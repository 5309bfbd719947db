"""Addresses of taking what is mine, and of leaving."""

from django.urls import URLPattern, path

from . import views_leaving

app_name = "leaving"

urlpatterns: list[URLPattern] = [
    path("", views_leaving.leaving, name="leaving"),
    path("mine/", views_leaving.export, name="export"),
]
