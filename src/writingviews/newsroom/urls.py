"""Addresses of the newsroom."""

from django.urls import URLPattern, path

from . import views_editions, views_newsroom, views_press

app_name = "newsroom"

urlpatterns: list[URLPattern] = [
    path("", views_newsroom.waiting, name="waiting"),
    path("pieces/", views_newsroom.pieces, name="pieces"),
    path("board/", views_newsroom.board, name="board"),
    path("editions/", views_editions.editions, name="editions"),
    path("editions/<uuid:edition_id>/", views_editions.edition, name="edition"),
    path("press/", views_press.press, name="press"),
    path("press/again/", views_press.again, name="press-again"),
]
