"""Addresses of a guest's way in and out."""

from django.urls import URLPattern, path

from . import views_guests

app_name = "guest"

urlpatterns: list[URLPattern] = [
    path("logout/", views_guests.leave, name="leave"),
    path("<str:secret>/", views_guests.opened, name="open"),
]
