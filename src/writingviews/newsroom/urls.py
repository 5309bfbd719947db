"""Addresses of the newsroom."""

from django.urls import URLPattern, path

from . import views_newsroom

app_name = "newsroom"

urlpatterns: list[URLPattern] = [
    path("", views_newsroom.waiting, name="waiting"),
    path("pieces/", views_newsroom.pieces, name="pieces"),
    path("board/", views_newsroom.board, name="board"),
]
