"""Addresses of a house that has nothing but the desk."""

from django.urls import include, path, re_path
from django.views.static import serve

from writingviews.house.assets import BUILT_DIR
from writingviews.house.settings import house_settings

urlpatterns = [
    path("desk/", include("writingviews.desk.urls")),
    path("account/", include("allauth.urls")),
    re_path(r"^assets/(?P<path>.*)$", serve, {"document_root": BUILT_DIR}),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": house_settings().media_dir}),
]
