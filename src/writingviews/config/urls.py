"""The addresses of the house. What readers see is answered from the page tree before these."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("writingviews.site.urls")),
    path("desk/chapters/", include("writingviews.newsroom.chapter_urls")),
    path("desk/", include("writingviews.newsroom.reviewing.urls")),
    path("desk/", include("writingviews.newsroom.desk_urls")),
    path("desk/", include("writingviews.desk.urls")),
    path("newsroom/", include("writingviews.newsroom.urls")),
    path("moderation/", include("writingviews.newsroom.moderation_urls")),
    path("settings/", include("writingviews.newsroom.settings_urls")),
    path("settings/", include("writingviews.publisher.urls")),
    path("guest/", include("writingviews.newsroom.guest_urls")),
    path("notices/", include("writingviews.newsroom.notice_urls")),
    path("account/leaving/", include("writingviews.newsroom.leaving_urls")),
    path("account/", include("writingviews.people.urls")),
    path("account/", include("allauth.urls")),
]
