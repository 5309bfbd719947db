"""Addresses of the publication's settings."""

from django.urls import URLPattern, path

from . import views_checklist, views_settings
from .reviewing import views_settings as review_settings

app_name = "publication"

urlpatterns: list[URLPattern] = [
    path("", views_settings.settings, name="settings"),
    path("printing/", views_settings.printing, name="printing"),
    path("zone/", views_settings.zone, name="zone"),
    path("replies/", views_settings.replies, name="replies"),
    path("offers/", views_settings.offers, name="offers"),
    path("checks/", views_checklist.checklist, name="checks"),
    path("checks/two/", views_checklist.two_persons, name="two-persons"),
    path("checks/<uuid:item_id>/", views_checklist.item, name="checklist-item"),
    path("checks/<uuid:item_id>/change/", views_checklist.change, name="change-checklist-item"),
    path("review/", review_settings.review, name="review"),
    path("review/<slug:kind>/", review_settings.rubric, name="rubric"),
]
