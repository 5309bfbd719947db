"""Addresses of a writer's pieces. The sheet's comes before the desk's own of the same path:
there the desk shows the text alone, here with what can be done to the piece."""

from django.urls import URLPattern, path

from . import views_pieces

app_name = "pieces"

urlpatterns: list[URLPattern] = [
    path("", views_pieces.desk, name="desk"),
    path("all/<slug:key>/", views_pieces.shelf, name="shelf"),
    path("<uuid:article_id>/", views_pieces.sheet, name="sheet"),
    path("<uuid:article_id>/details/", views_pieces.details, name="details"),
    path("<uuid:article_id>/move/", views_pieces.move_piece, name="move"),
]
