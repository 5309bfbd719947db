"""Addresses of the moderation of replies."""

from django.urls import URLPattern, path

from . import views_moderation

app_name = "moderation"

urlpatterns: list[URLPattern] = [
    path("", views_moderation.held, name="held"),
    path("shown/", views_moderation.shown, name="shown"),
    path("aside/", views_moderation.aside, name="aside"),
    path("several/", views_moderation.decide_several, name="several"),
    path("<uuid:reply_id>/", views_moderation.decide, name="decide"),
]
