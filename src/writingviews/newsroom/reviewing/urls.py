"""Addresses of review: a piece's rounds, and what was asked of whom."""

from django.urls import URLPattern, path

from . import views_asked, views_letter, views_plan, views_round

app_name = "rounds"

urlpatterns: list[URLPattern] = [
    path("asked/", views_asked.asked, name="asked"),
    path("asked/<uuid:request_id>/", views_asked.asked_one, name="asked-one"),
    path("asked/<uuid:request_id>/rate/", views_asked.rate_asked, name="rate-asked"),
    path("asked/<uuid:request_id>/leave/", views_asked.leave, name="leave"),
    path("<uuid:article_id>/round/", views_round.page, name="round"),
    path("<uuid:article_id>/round/<int:number>/", views_round.page, name="round-number"),
    path("<uuid:article_id>/round/rate/", views_round.rate_own, name="rate"),
    path("<uuid:article_id>/round/ask/", views_round.ask, name="ask"),
    path("<uuid:article_id>/round/asked/<uuid:reviewer_id>/end/", views_round.end, name="end"),
    path(
        "<uuid:article_id>/round/reviews/<uuid:review_id>/helpful/",
        views_round.helpful,
        name="helpful",
    ),
    path("<uuid:article_id>/round/letter/", views_letter.letter, name="letter"),
    path("<uuid:article_id>/round/plan/", views_plan.plan, name="plan"),
    path("<uuid:article_id>/round/plan/tick/", views_plan.tick, name="tick"),
]
