"""What holds for every page of the house, whoever sees it."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from writingviews.articles.models import Article, Kind
from writingviews.articles.services.checklists import lay_out_first_checklist
from writingviews.articles.tests.making import make_edition, make_written
from writingviews.ledger.tests.making import make_stuck
from writingviews.people.models import Account
from writingviews.replies.services import receive_reply

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


class Page(HTMLParser):
    """What the tests below look at in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.forms: list[dict[str, object]] = []
        self.inline: list[str] = []
        self.addresses: list[str] = []
        self.headings: list[int] = []
        self._button = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "label" and given.get("for"):
            self.labelled.add(given["for"] or "")
        if tag in {"input", "select", "textarea"}:
            if self.forms and given.get("name") == "csrfmiddlewaretoken":
                self.forms[-1]["token"] = given.get("value")
            if given.get("type") != "hidden":
                self.controls.append(given)
        if tag == "form":
            self.forms.append({"method": (given.get("method") or "get").lower(), "token": None})
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.addresses += [
            value for name in ("href", "src", "action") if (value := given.get(name)) is not None
        ]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.fixture()
def pages(cast: Cast, see: See, piece: Make) -> Iterator[tuple[str, Page]]:
    lay_out_first_checklist(kinds=(Kind.POEM,))
    draft, submitted = piece(filed=False), piece(*SUBMITTED)
    piece(*IN_REVIEW)
    accepted, published = piece(*ACCEPTED), piece(*PUBLISHED)
    began = make_written(cast.writer, cast.editor, byline=cast.byline)
    edition = make_edition("Winter", published, accepted)
    make_stuck(f"/articles/{published.slug}/")
    receive_reply(article=published, name="Farah", text="Yes.", email="f@example.org", now=now())
    tours: list[tuple[Account | None, list[str]]] = [
        (None, ["/account/login/", "/account/signup/", "/account/password/reset/"]),
        (
            cast.writer,
            [
                "/desk/",
                "/desk/all/drafts/",
                "/desk/portfolio/",
                f"/desk/{began.id}/first-draft/",
                f"/desk/{draft.id}/",
                f"/desk/{draft.id}/details/",
                f"/desk/{published.id}/details/",
                f"/newsroom/carry/{published.id}/",
                "/account/",
                "/account/bylines/new/",
                f"/account/bylines/{cast.byline.id}/",
                "/account/2fa/",
                "/account/2fa/webauthn/",
                "/account/password/change/",
                "/account/reauthenticate/",
                "/account/logout/",
                "/notices/",
                "/notices/wishes/",
                "/newsroom/",
            ],
        ),
        (cast.stranger, ["/desk/", "/account/"]),
        (
            cast.editor,
            [
                "/newsroom/",
                "/newsroom/board/",
                "/newsroom/pieces/",
                "/newsroom/pieces/?words=none-like-that",
                "/newsroom/board/?who=me&when=late",
                "/newsroom/calendar/",
                "/newsroom/press/",
                "/newsroom/editions/",
                f"/newsroom/editions/{edition.id}/",
                f"/newsroom/editions/{edition.id}/carry/",
                "/newsroom/carry/",
                f"/desk/{submitted.id}/",
                f"/desk/{submitted.id}/details/",
                f"/desk/{accepted.id}/details/",
            ],
        ),
        (cast.moderator, ["/moderation/", "/moderation/shown/", "/moderation/aside/"]),
        (cast.publisher, ["/settings/", "/settings/checks/", f"/desk/{accepted.id}/checks/"]),
    ]
    return (
        (address, Page(browser.get(address).text))
        for who, addresses in tours
        for browser in [see(who)]
        for address in addresses
    )


def test_every_page_keeps_to_what_the_house_promises(
    pages: Iterator[tuple[str, Page]],
) -> None:
    seen = 0
    for address, page in pages:
        seen += 1
        for form in page.forms:
            assert form["method"] == "get" or form["token"], f"a form without a token: {address}"
        assert page.inline == [], f"inline script or style: {address}"
        elsewhere = [one for one in page.addresses if re.match(r"(?:[a-z]+:)?//", one)]
        assert elsewhere == [], f"another host: {address}"
        assert len(page.ids) == len(set(page.ids)), f"an id twice: {address}"
        for control in page.controls:
            named = control.get("id") in page.labelled or control.get("aria-label")
            assert named, f"a control without a label: {address}: {control}"
        assert page.headings[0] == 1 and page.headings.count(1) == 1, f"headings: {address}"
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), f"headings: {address}"
    assert seen == 44


def test_forms_reach_the_house_with_their_origin(cast: Cast, see: See) -> None:
    """Under "no-referrer" a browser would send ``Origin: null``, and no form would be taken."""
    answer = see(cast.writer).get("/desk/")
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_form_without_its_token_is_refused_in_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.writer)
    answer = client.post("/desk/", {"language": "en", "kind": "essay"})
    assert answer.status_code == 403
    assert "That was not taken" in answer.text
    assert not Article.objects.exists()


def test_the_doors_are_those_that_are_open(cast: Cast, see: See) -> None:
    def doors(who: Account) -> list[str]:
        frame = see(who).get("/desk/").context["house_frame"]
        return [door.name for door in frame.doors]

    assert doors(cast.writer) == ["Desk", "Waiting"]
    assert doors(cast.moderator) == ["Desk", "Waiting", "Replies"]
    assert doors(cast.second_editor) == ["Desk", "Newsroom", "Replies"]
    assert doors(cast.publisher) == ["Desk", "Newsroom", "Replies", "Settings"]
