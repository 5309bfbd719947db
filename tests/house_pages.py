"""The pages behind the doors, and those of links in mails, that the demo has: each is photographed
(`tests.pictures`) and examined by axe (`tests.journeys.test_house_pages`)."""

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Page

#: By who looks, of the demo's cast; "" for nobody.
PAGES: Final[dict[str, tuple[str, ...]]] = {
    "publisher": (
        "/desk/",
        "/newsroom/",
        "/newsroom/board/",
        "/newsroom/pieces/",
        "/newsroom/pieces/?state=published&language=fa",
        "/newsroom/pieces/?words=zzyzx",
        "/newsroom/calendar/",
        "/newsroom/calendar/2026-10/",
        "/newsroom/calendar/2026-11-02/",
        "/newsroom/editions/",
        "/newsroom/pitches/",
        "/newsroom/pitches/ask/",
        "/newsroom/calls/",
        "/newsroom/chapters/",
        "/newsroom/fronts/",
        "/newsroom/press/",
        "/newsroom/carry/",
        "/settings/",
        "/settings/look/",
        "/settings/sections/",
        "/settings/sections/culture/",
        "/settings/navigation/",
        "/settings/licence/",
        "/settings/crawlers/",
        "/settings/checks/",
        "/settings/review/",
        "/settings/review/essay/",
        "/notices/",
        "/notices/wishes/",
        "/account/",
        "/account/bylines/new/",
        "/account/password/change/",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/logout/",
    ),
    "moderator": (
        "/moderation/",
        "/moderation/shown/",
        "/moderation/aside/",
        "/desk/",
        "/desk/chapters/",
        "/desk/chapters/at/the-harbour-school/",
        "/desk/chapters/at/the-harbour-school/members/",
        "/desk/chapters/at/the-harbour-school/about/",
    ),
    "writer": (
        "/desk/",
        "/desk/all/published/",
        "/desk/portfolio/",
        "/desk/pitches/",
        "/desk/calls/letters-to-a-street/",
        "/desk/chapters/",
        "/desk/asked/",
        "/notices/",
        "/account/",
    ),
    "": (
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/desk/none/",
        "/enter/letters-to-a-street/",
        f"/guest/{'x' * 43}/",
        "/notices/mail/confirm/none/",
        "/notices/mail/stop/none/",
    ),
}
#: Of a piece that was handed in, below its address.
OF_A_PIECE: Final = (
    "",
    "details/",
    "round/",
    "round/1/",
    "round/letter/",
    "checks/",
    "acts/",
    "readers/",
    "history/",
)


def pages_of_pieces(page: Page) -> Iterator[str]:
    """The pages of a piece that waits, with its guests; of the edition, the call and the pitch that
    are there. `page` is the publisher's, signed in."""
    piece = _handed_in(page)
    yield from (f"{piece}{below}" for below in OF_A_PIECE)
    known = piece.split("/")[2]
    yield f"/newsroom/guests/{known}/"
    yield f"/newsroom/carry/{known}/"
    for listed in (
        "/newsroom/editions/",
        "/newsroom/calls/",
        "/newsroom/pitches/",
        "/newsroom/chapters/",
    ):
        page.goto(listed)
        yield _first(page, ".piece-title a")
    page.goto("/settings/checks/")
    yield _first(page, 'main a[href^="/settings/checks/"]')


def page_of_a_guest(page: Page) -> str:
    """Take a piece up that waits, and return the link of a guest who is to read it.

    `page` is the publisher's, signed in.
    """
    piece = _handed_in(page)
    page.goto(piece)
    taking_up = page.get_by_role("button", name="Take up", exact=True).first
    if taking_up.is_visible():
        with page.expect_navigation():
            taking_up.click()
    page.goto(f"/newsroom/guests/{piece.split('/')[2]}/")
    page.get_by_label("Name").fill("A teacher of geography")
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_role("textbox", name="The link").input_value()


def _handed_in(page: Page) -> str:
    """The address of the first piece that waits, or that was taken up by who looked before."""
    titles = page.locator("ul.pieces .piece-title a")
    page.goto("/newsroom/pieces/?state=submitted")
    if not titles.count():
        page.goto("/newsroom/pieces/?state=in_review")
    return titles.first.get_attribute("href") or ""


def _first(page: Page, selector: str) -> str:
    return page.locator(selector).first.get_attribute("href") or ""
