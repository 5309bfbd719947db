"""What every answer of the house says to the browser besides Django's own headers, errors too."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

#: Nothing of the house may ask for these; the sheet reads the clipboard when somebody pastes.
_PERMISSIONS: Final = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
ALWAYS: Final = {
    "Permissions-Policy": _PERMISSIONS,
    # No other site draws what the house answers into its own pages, not even as a picture.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HouseHeaders:
    """Middleware, before all others, so that what they refuse is answered alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        for name, value in ALWAYS.items():
            answer.setdefault(name, value)
        return answer
