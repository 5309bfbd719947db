"""Addresses of this room."""

from django.urls import URLPattern, path, re_path

from . import views, views_history, views_notes, views_proof, views_word

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("<uuid:article_id>/", views.editor, name="editor"),
    path("<uuid:article_id>/history/", views_history.history, name="history"),
    path("<uuid:article_id>/history/name/", views_history.name, name="history-name"),
    path("<uuid:article_id>/history/back/", views_history.back, name="history-back"),
    path("<uuid:article_id>/notes/", views_notes.notes, name="notes"),
    path("<uuid:article_id>/suggestions/", views_notes.suggestions, name="suggestions"),
    path("<uuid:article_id>/pictures/", views.pictures, name="pictures"),
    path("<uuid:article_id>/word/", views_word.word, name="word"),
    path("proof/<str:name>", views_proof.proof, name="proof"),
    re_path(r"^pictures/(?P<picture_id>[0-9a-f]{32})/$", views.picture, name="picture"),
]
