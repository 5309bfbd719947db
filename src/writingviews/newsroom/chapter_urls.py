"""Addresses of a chapter's people."""

from django.urls import URLPattern, path

from . import views_chapters

app_name = "chapters"

urlpatterns: list[URLPattern] = [
    path("", views_chapters.chapters, name="mine"),
    path("invitations/<uuid:invitation_id>/", views_chapters.answer, name="answer"),
    path("at/<str:slug>/", views_chapters.desk, name="desk"),
    path("at/<str:slug>/members/", views_chapters.members, name="members"),
    path("at/<str:slug>/members/part/", views_chapters.part, name="part"),
    path("at/<str:slug>/members/remove/", views_chapters.remove, name="remove"),
    path("at/<str:slug>/about/", views_chapters.about, name="about"),
    path("at/<str:slug>/leave/", views_chapters.leave, name="leave"),
]
