"""What is dynamic for readers. Everything else of the site is a page of the tree."""

from django.urls import URLPattern, path

from . import entering, own_replies, views

urlpatterns: list[URLPattern] = [
    path("search", views.search, name="search"),
    path("<str:prefix>/search", views.search, name="search-in"),
    path("replies/<str:slug>/", views.reply, name="reply"),
    path("replies/<str:slug>/own/<uuid:reply_id>/<str:key>/", own_replies.own, name="reply-own"),
    path("replies/<str:slug>/report/<uuid:reply_id>/", own_replies.report, name="reply-report"),
    path("enter/<str:slug>/", entering.enter, name="enter"),
]
