"""Addresses of one's notices."""

from django.urls import URLPattern, path

from . import views_mail, views_notices

app_name = "notices"

urlpatterns: list[URLPattern] = [
    path("", views_notices.notices, name="notices"),
    path("read/", views_notices.read, name="read"),
    path("wishes/", views_notices.wishes, name="wishes"),
    path("<uuid:notice_id>/", views_notices.follow, name="follow"),
    path("mail/", views_mail.address, name="mail"),
    path("mail/confirm/<str:token>/", views_mail.confirm, name="confirm"),
    path("mail/stop/<str:token>/", views_mail.stop, name="stop"),
]
