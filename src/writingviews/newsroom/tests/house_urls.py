"""The house's addresses, with the built files that another process serves in a real house."""

from django.urls import re_path
from django.views.static import serve

from writingviews.config.urls import urlpatterns as house
from writingviews.house.assets import BUILT_DIR

urlpatterns = [
    *house,
    re_path(r"^assets/(?P<path>.*)$", serve, {"document_root": BUILT_DIR}),
]
