"""What the pages of the house gain by their script, in a real browser."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.services.publication import set_zone
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import Account
from writingviews.people.services import take_byline
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.services import receive_reply

from .conftest import ACCEPTED, IN_REVIEW, PASSWORD, PUBLISHED, SUBMITTED, Cast, now
from .in_browsers import browser, needs_a_browser

Make = Callable[..., Article]
Enter = Callable[[Account | None], Page]

pytestmark = needs_a_browser
__all__ = ["browser"]  # a fixture, used by its name


@pytest.fixture
def house(transactional_db: None, settings: Settings) -> Iterator[str]:
    """Serve the house from a thread, under a name: no browser has passkeys for a bare number."""
    settings.ROOT_URLCONF = "writingviews.newsroom.tests.house_urls"
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.STATIC_URL = "/none/"  # the server asks for one
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def enter(browser: Browser, house: str) -> Iterator[Enter]:
    """Open the house to somebody in a browser of their own; nothing may go wrong in it."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_house(account: Account | None) -> Page:
        context = browser.new_context(base_url=house, timezone_id="Asia/Tehran", locale="en-GB")
        contexts.append(context)
        if account is not None:
            client = Client()
            client.force_login(account)
            session = client.cookies["house"].value
            context.add_cookies([{"name": "house", "value": session, "url": house}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda message: (
                faults.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        return page

    yield open_house
    for context in contexts:
        context.close()
    assert faults == []


class TestPasskeys:
    def test_one_is_added_and_opens_the_house_alone_and_as_second_step(
        self, cast: Cast, enter: Enter
    ) -> None:
        page = enter(cast.writer)
        line = page.context.new_cdp_session(page)
        line.send("WebAuthn.enable")
        line.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        page.goto("/account/2fa/webauthn/add/")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="It is me").click()
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

        self.sign_out(page)
        page.goto("/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/newsroom/")

        self.sign_out(page)
        page.goto("/account/login/")
        page.get_by_label("Name").fill("w-account")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Use a passkey or security key").click()
        page.wait_for_url("**/newsroom/")

    def sign_out(self, page: Page) -> None:
        page.goto("/account/logout/")
        # What the sheet keeps is taken out of the browser first, so the click itself sends nothing.
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name="Sign out").click()

    @pytest.mark.usefixtures("cast")
    def test_who_declines_is_told_and_stays(self, enter: Enter) -> None:
        page = enter(None)
        line = page.context.new_cdp_session(page)
        line.send("WebAuthn.enable")  # with no authenticator: nothing answers
        page.goto("/account/login/")
        page.evaluate(
            """() => {
                navigator.credentials.get = async () => {
                    throw new DOMException("declined", "NotAllowedError");
                };
            }"""
        )
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("alert")).to_contain_text("It was not done")


class TestKeysOfModerators:
    @pytest.fixture
    def three(self, piece: Make) -> list[Reply]:
        article = piece(*PUBLISHED)
        return [
            receive_reply(article=article, name=name, text="Yes.", now=now())
            for name in ("One", "Two", "Three")
        ]

    def states(self, replies: list[Reply]) -> list[str]:
        return [Reply.objects.get(id=reply.id).state for reply in replies]

    def test_they_decide_what_has_the_focus_and_lead_on(
        self, cast: Cast, enter: Enter, three: list[Reply]
    ) -> None:
        page = enter(cast.moderator)
        page.goto("/moderation/")
        names = [name.inner_text() for name in page.locator(".reply h2").all()]
        page.locator(".reply").first.focus()
        page.keyboard.press("j")
        page.keyboard.press("l")
        page.wait_for_url("**/?done=*")
        expect(page.get_by_text("was let through; readers see it now.")).to_be_visible()
        expect(page.locator(".reply").first).to_be_focused()
        page.keyboard.press("p")
        expect(page.get_by_text("was put aside")).to_be_visible()
        by_name = {
            reply.name: state for reply, state in zip(three, self.states(three), strict=True)
        }
        assert by_name == {
            names[0]: ReplyState.HIDDEN,
            names[1]: ReplyState.SHOWN,
            names[2]: ReplyState.HELD,
        }

    def test_without_focus_they_do_nothing(
        self, cast: Cast, enter: Enter, three: list[Reply]
    ) -> None:
        page = enter(cast.moderator)
        page.goto("/moderation/")
        for key in "jlph":
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert self.states(three) == ["held"] * 3


class TestTimes:
    def test_a_time_is_typed_and_read_by_the_publications_clock_and_no_other(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        set_zone(actor=None, zone="Europe/Berlin")
        article = piece(*ACCEPTED)
        page = enter(cast.editor)
        page.goto(f"/desk/{article.id}/details/")
        expect(page.get_by_text("By the publication’s clock: Europe/Berlin")).to_be_visible()
        page.get_by_label("Publish it later, on").fill("2099-03-12T14:30")
        page.get_by_role("button", name="Schedule").click()
        page.wait_for_load_state()
        article.refresh_from_db()
        assert article.scheduled_for == datetime(2099, 3, 12, 13, 30, tzinfo=UTC)
        page.goto("/newsroom/pieces/")
        # The browser's own clock stands elsewhere: its piece and its lists say one thing.
        expect(page.get_by_text("12 March 2099, 14:30 (UTC+1)")).to_be_visible()
        page.goto(f"/desk/{article.id}/details/")
        expect(page.get_by_text("12 March 2099, 14:30 (Europe/Berlin, UTC+1)")).to_be_visible()
        page.goto(f"/desk/{article.id}/acts/")  # what was done is read by one's own
        done = page.evaluate("new Date().toLocaleDateString('en-GB', {dateStyle: 'medium'})")
        expect(page.locator("time[data-moment]").first).to_contain_text(done)


class TestVerbOnTheSheet:
    def test_it_waits_until_the_last_words_are_stored(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        article = piece()
        page = enter(cast.writer)
        page.route("**/assets/editor-*.js", lambda route: route.abort())
        page.goto(f"/desk/{article.id}/")
        page.evaluate("document.getElementById('desk-status').dataset.saving = 'saving'")
        page.get_by_role("button", name="Submit").click()
        page.wait_for_timeout(300)
        article.refresh_from_db()
        assert article.state == State.DRAFT
        page.evaluate("document.getElementById('desk-status').dataset.saving = 'saved'")
        page.wait_for_url("**/round/")  # a round is open: its writer may rate the piece first
        article.refresh_from_db()
        assert article.state == State.SUBMITTED


class TestSheetOnATelephone:
    def test_a_line_that_is_lost_does_not_make_it_wider(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)
        page = enter(cast.editor)
        page.set_viewport_size({"width": 360, "height": 780})
        page.goto(f"/desk/{article.id}/")  # nobody answers its line here
        expect(page.locator("#desk-status")).to_have_text(
            "Offline – kept in this tab", timeout=10_000
        )
        expect(page.get_by_role("button", name="Take up")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") == 360


class TestSmallThings:
    @pytest.mark.usefixtures("cast")
    def test_a_password_can_be_looked_at(self, enter: Enter) -> None:
        page = enter(None)
        page.goto("/account/login/")
        field = page.get_by_label("Password", exact=True)
        field.fill("a tram")
        page.get_by_role("button", name="Show").click()
        expect(field).to_have_attribute("type", "text")
        page.get_by_role("button", name="Show").click()
        expect(field).to_have_attribute("type", "password")
        expect(field).to_have_value("a tram")

    def test_the_menu_closes_by_escape_and_gives_the_focus_back(
        self, cast: Cast, enter: Enter
    ) -> None:
        page = enter(cast.writer)
        page.goto("/desk/")
        menu = page.locator("details.menu")
        menu.locator("summary").click()
        expect(menu.get_by_role("button", name="Sign out")).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu.get_by_role("button", name="Sign out")).to_be_hidden()
        expect(menu.locator("summary")).to_be_focused()

    def test_a_picture_is_seen_before_it_is_sent(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        article = piece()
        page = enter(cast.writer)
        page.goto(f"/desk/{article.id}/details/")
        page.get_by_label("Picture optional").set_input_files(
            {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": encoded(drawing(), "JPEG")}
        )
        page.wait_for_function("() => document.querySelector('img.chosen')?.naturalWidth === 120")

    @pytest.mark.usefixtures("cast")
    def test_without_a_script_everything_but_passkeys_works(
        self, browser: Browser, house: str
    ) -> None:
        context = browser.new_context(base_url=house, java_script_enabled=False)
        page = context.new_page()
        page.goto("/account/login/")
        expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
        page.get_by_label("Name").fill("s-account")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.goto("/desk/")
        page.get_by_label("The name readers will see").fill("Sol Amari")
        page.get_by_role("button", name="Open the sheet").click()
        page.get_by_role("link", name="Details", exact=True).click()
        page.get_by_label("Section").select_option(label="Science")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        context.close()


class TestLayout:
    """What was seen to be wrong on pictures."""

    PHONE = (390, 844)
    DESK = (1280, 900)

    def box(self, page: Page, selector: str) -> dict[str, float]:
        found = page.locator(selector).first.bounding_box()
        assert found is not None, f"{selector} is not shown"
        return {"x": found["x"], "y": found["y"], "height": found["height"]}

    @pytest.mark.parametrize("language", ["en", "fa"])
    def test_the_prompts_of_an_empty_sheet_stand_above_one_another(
        self, cast: Cast, enter: Enter, piece: Make, language: str
    ) -> None:
        article = piece(title="", text="", language=language)
        page = enter(cast.writer)
        page.set_viewport_size({"width": self.PHONE[0], "height": self.PHONE[1]})
        page.goto(f"/desk/{article.id}/")
        standfirst = page.locator('[data-node="standfirst"].is-blank')
        expect(standfirst).to_be_visible()
        lines = standfirst.evaluate(
            """block => {
              const {height} = getComputedStyle(block, "::before");
              const {paddingBottom, borderBottomWidth} = getComputedStyle(block);
              return [parseFloat(height), block.offsetHeight - parseFloat(paddingBottom)
                - parseFloat(borderBottomWidth)];
            }"""
        )
        prompt, room = lines
        assert prompt > 40, "the prompt is too short to wrap; take a narrower screen"
        assert room >= prompt - 1  # a part of a pixel is rounded away

    def test_the_caret_stands_before_the_prompt(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        article = piece(title="", text="")
        page = enter(cast.writer)
        page.goto(f"/desk/{article.id}/")
        title = page.locator(".ProseMirror > h1")
        # The line's only child is the break that holds the caret.
        left, top = title.evaluate(
            """block => {
              const line = block.lastElementChild.getBoundingClientRect();
              const own = block.getBoundingClientRect();
              return [line.left - own.left, line.top - own.top];
            }"""
        )
        assert abs(left) <= 1
        assert top < 20

    def test_the_table_reaches_down_to_the_foot(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        article = piece(title="", text="")
        page = enter(cast.writer)
        page.set_viewport_size({"width": 1280, "height": 1400})
        page.goto(f"/desk/{article.id}/")
        table = self.box(page, ".desk")
        assert table["y"] + table["height"] == pytest.approx(1400, abs=1)

    @pytest.mark.parametrize("size", [PHONE, DESK])
    def test_a_title_that_runs_the_other_way_keeps_to_the_pages_edge(
        self, cast: Cast, enter: Enter, piece: Make, size: tuple[int, int]
    ) -> None:
        article = piece(title="نان پیش از زنگ", language="fa")
        page = enter(cast.writer)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"/desk/{article.id}/details/")
        left = page.locator("h1").evaluate(
            """title => {
              const words = document.createRange();
              words.selectNodeContents(title);
              return words.getBoundingClientRect().left;
            }"""
        )
        assert left == pytest.approx(self.box(page, ".standing .stand")["x"], abs=3)

    def test_the_first_tab_stands_at_its_headings_edge_on_a_phone(
        self, cast: Cast, enter: Enter
    ) -> None:
        page = enter(cast.editor)
        page.set_viewport_size({"width": self.PHONE[0], "height": self.PHONE[1]})
        page.goto("/newsroom/board/")
        starts = page.evaluate(
            """() => ["h1", ".tabs a"].map(selector => {
              const words = document.createRange();
              words.selectNodeContents(document.querySelector(selector));
              return words.getBoundingClientRect().left;
            })"""
        )
        assert starts[1] == pytest.approx(starts[0], abs=1)

    def test_bylines_stand_in_the_order_of_their_script(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        names = [take_byline(account=cast.writer, name=name) for name in ("نگار تابان", "سام رود")]
        article = piece(*SUBMITTED, language="fa")
        filing = replace(filing_of(article), bylines=tuple(names))
        file_article(actor=cast.writer, article_id=article.id, filing=filing)
        page = enter(cast.editor)
        page.goto("/newsroom/pieces/")
        first, second = (one.bounding_box() for one in page.locator(".bylines bdi").all())
        assert first is not None
        assert second is not None
        assert first["x"] > second["x"]
        # And the line itself at the page's edge, as its title does.
        left = self.box(page, ".bylines")["x"]
        assert left == pytest.approx(self.box(page, ".piece-main")["x"], abs=1)

    def test_what_can_be_pressed_on_the_sheet_keeps_its_place_whatever_the_word_is(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        article = piece(*IN_REVIEW, Verb.ASK_FOR_CHANGES)
        page = enter(cast.writer)
        page.route("**/assets/editor-*.js", lambda route: route.abort())
        page.goto(f"/desk/{article.id}/")
        # Where they have room beside the state, and where they wrap.
        for width in (390, 372, 360, 344, 320):
            page.set_viewport_size({"width": width, "height": self.PHONE[1]})
            places = []
            for word in ("Saved", "Saving…", "Opening…", "Offline"):
                page.evaluate(
                    "word => document.querySelector('.desk-status').innerText = word", word
                )
                places.append(
                    page.evaluate(
                        """() => [...document.querySelectorAll(".desk-acts .button")]
                          .map(button => button.getBoundingClientRect().toJSON())"""
                    )
                )
            assert places == places[:1] * 4, f"at {width} px they move"
            submit, details = places[0]
            assert details["left"] - submit["right"] < 20
            assert details["right"] > width - 24

    def test_a_phone_is_told_of_no_keys(self, cast: Cast, enter: Enter, piece: Make) -> None:
        article = piece(*PUBLISHED)
        receive_reply(article=article, name="Sami", text="Thank you.", now=now())
        page = enter(cast.moderator)
        page.goto("/moderation/")
        expect(page.locator(".keys")).to_be_visible()
        page.set_viewport_size({"width": self.PHONE[0], "height": self.PHONE[1]})
        expect(page.locator(".keys")).to_be_hidden()

    def test_the_form_that_begins_a_piece_can_be_closed_again(
        self, cast: Cast, enter: Enter, piece: Make
    ) -> None:
        piece()
        page = enter(cast.writer)
        page.goto("/desk/")
        opening = page.locator("summary")
        opening.get_by_text("Begin an article").click()
        expect(page.get_by_label("Kind")).to_be_visible()
        expect(page.get_by_role("heading", name="Begin an article")).to_be_visible()
        page.get_by_text("Close").click()
        expect(page.get_by_label("Kind")).to_be_hidden()
        expect(opening.get_by_text("Begin an article")).to_be_visible()

    @pytest.mark.parametrize("size", [PHONE, DESK])
    def test_every_stop_of_the_keyboard_is_ringed_where_it_can_be_seen(
        self, cast: Cast, enter: Enter, piece: Make, size: tuple[int, int]
    ) -> None:
        article = piece(*ACCEPTED)
        page = enter(cast.publisher)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for address in (
            "/desk/",
            "/newsroom/",
            "/newsroom/board/",
            "/newsroom/pieces/",
            f"/desk/{article.id}/details/",
            "/settings/",
            "/account/",
        ):
            page.goto(address)
            stops = 0
            for _ in range(80):
                page.keyboard.press("Tab")
                stop = page.evaluate(
                    """() => {
                      const here = document.activeElement;
                      if (here === document.body || here === null) return null;
                      // A page of the site stands in a frame; the site's stops are its own.
                      if (here.contentDocument) return {name: "frame", ringed: true, shown: true};
                      const {outlineStyle, outlineWidth} = getComputedStyle(here);
                      const {top, bottom} = here.getBoundingClientRect();
                      return {
                        name: here.outerHTML.slice(0, 80),
                        ringed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
                        shown: bottom > 0 && top < innerHeight,
                      };
                    }"""
                )
                if stop is None:
                    break
                stops += 1
                assert stop["ringed"], f"{address}: {stop['name']}"
                assert stop["shown"], f"{address}: {stop['name']}"
            assert stops > 5, f"{address} has {stops} stops; was it shown at all?"
