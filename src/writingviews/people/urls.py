"""Addresses of oneself. They come before allauth's, and close those of its doors that need an
e-mail address, which the house does not know."""

from allauth.mfa.totp.views import activate_totp
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from . import views

app_name = "people"


def closed(_request: HttpRequest) -> HttpResponse:
    """Answer as if there were no such page."""
    raise Http404


urlpatterns: list[URLPattern] = [
    path("", views.account, name="account"),
    path("bylines/new/", views.new_byline, name="new_byline"),
    path("bylines/<uuid:byline_id>/", views.byline, name="byline"),
    path("exit/", views.leave_at_once, name="exit"),
    path("here/", views.here, name="here"),
    path("browsers/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("signup/", views.SignUp.as_view(), name="signup"),
    path("password/reset/", views.no_reset, name="no_reset"),
    re_path(r"^password/reset/.+$", closed),
    re_path(r"^(?:email|confirm-email|login/code)/", closed),
    # The picture that an authenticator app reads is drawn into the page itself.
    path(
        "2fa/totp/activate/",
        csp_update({"img-src": ["data:"]})(activate_totp),
        name="activate_totp",
    ),
]
