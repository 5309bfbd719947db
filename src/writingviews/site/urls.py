"""What is dynamic for readers. Everything else of the site is a page of the tree."""

from django.urls import URLPattern, path

from . import entering, views

urlpatterns: list[URLPattern] = [
    path("search", views.search, name="search"),
    path("<str:prefix>/search", views.search, name="search-in"),
    path("replies/<str:slug>/", views.reply, name="reply"),
    path("enter/<str:slug>/", entering.enter, name="enter"),
]
