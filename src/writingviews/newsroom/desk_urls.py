"""Addresses of a writer's pieces. The sheet's comes before the desk's own of the same path:
there the desk shows the text alone, here with what can be done to the piece."""

from django.urls import URLPattern, path

from . import (
    views_acts,
    views_answering,
    views_checks,
    views_entering,
    views_first_draft,
    views_pieces,
    views_pitches,
    views_portfolio,
    views_readers,
)

app_name = "pieces"

urlpatterns: list[URLPattern] = [
    path("", views_pieces.desk, name="desk"),
    path("all/<slug:key>/", views_pieces.shelf, name="shelf"),
    path("portfolio/", views_portfolio.portfolio, name="portfolio"),
    path("portfolio/download/", views_portfolio.download, name="portfolio-download"),
    path("pitches/", views_pitches.own, name="pitches"),
    path("pitches/<uuid:pitch_id>/", views_pitches.one, name="pitch"),
    path("calls/<str:slug>/", views_entering.enter, name="enter"),
    path("<uuid:article_id>/leave-call/", views_entering.leave, name="leave-call"),
    path("<uuid:article_id>/", views_pieces.sheet, name="sheet"),
    path("<uuid:article_id>/details/", views_pieces.details, name="details"),
    path("<uuid:article_id>/acts/", views_acts.acts, name="acts"),
    path("<uuid:article_id>/checks/", views_checks.checks, name="checks"),
    path("<uuid:article_id>/readers/", views_readers.for_readers, name="for-readers"),
    path("<uuid:article_id>/replies/", views_answering.replies, name="replies"),
    path("<uuid:article_id>/first-draft/", views_first_draft.first_draft, name="first-draft"),
    path("<uuid:article_id>/move/", views_pieces.move_piece, name="move"),
]
