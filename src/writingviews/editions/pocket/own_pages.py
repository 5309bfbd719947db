"""The pages that a copy has and the site has not: its search, and what it says of itself. Pure.

They stand in the frame of the site's "not found" page, which every language of every publication
has, whatever its templates: masthead, sections, foot.
"""

import json
import re
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from writingviews.site import words
from writingviews.site.rendering import digits, long_date

from .check_page import CHECK
from .minisign import PublicKey
from .sums import SUMS
from .terms import Terms

_MAIN: Final = re.compile(r"(<main\b[^>]*>).*?(</main>)", re.DOTALL)
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_OF_ELSEWHERE: Final = re.compile(r'<meta property="og:(?:url|title|image)[^>]*>\n?')
#: A number for which a language chooses each of its plurals, by CLDR's name of it.
_PLURALS: Final = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


class FrameMissing(ValueError):
    """The site's "not found" page is not there or has no ``main``."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The site's "not found" page in a language.

    Args:
        address: ``/fa/404.html``.
        html: as it stands there.
        prefix: of the language's addresses: ``/fa``, or ``""``.
    """

    address: str
    html: str
    prefix: str

    @property
    def language(self) -> str:
        found = re.search(r'<html lang="([^"]*)"', self.html)
        return found[1] if found else "en"

    def filled(self, title: str, main: str) -> str:
        """Return the page with another title and another ``main``.

        Raises:
            FrameMissing: the publication's template has no ``main``.
        """
        if not _MAIN.search(self.html):
            raise FrameMissing(
                f"The page {self.address} has no <main>. Mend base.html or not_found.html in "
                "theme/ and print it with `writingviews rebuild`."
            )
        html = _MAIN.sub(lambda found: f"{found[1]}\n{main}{found[2]}", self.html, count=1)
        html = _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", html, count=1)
        return _OF_ELSEWHERE.sub("", html)


def search_page(frame: Frame) -> str:
    """Return the page that searches the copy, in the frame's language, as the site would bear it:
    its addresses are made relative with those of all other pages."""
    say = words.translations(frame.language)
    found = {
        name: say.ngettext("%(shown)s article found", "%(shown)s articles found", number)
        % {"shown": "{count}"}
        for name, number in _PLURALS.items()
    }
    nothing = say.gettext("Nothing found for “%(query)s”.") % {"query": "{query}"}
    action = escape(f"{frame.prefix}/search")
    name = escape(say.gettext("Search"))
    main = Markup(
        '<header class="list-head">\n<h1>{name}</h1>\n'
        '<form class="find-large" role="search" action="{action}" aria-label="{all}">\n'
        '<input type="search" name="q" aria-label="{what}" dir="auto">\n'
        "<button>{name}</button>\n</form>\n"
        '<p class="meta copy-status" role="status">{hint}</p>\n</header>\n'
        '<ol class="results copy-results" data-up="{up}" data-found="{found}" '
        'data-nothing="{nothing}" data-digits="{digits}" hidden></ol>\n'
        '<script src="/search/search.js"></script>\n'
    ).format(
        name=Markup(name),  # noqa: S704 - escaped above
        action=action,
        all=say.gettext("Search all articles"),
        what=say.gettext("What are you looking for?"),
        hint=say.gettext("Write a word or a few. The spelling need not be exact."),
        up="../" * (frame.prefix.count("/") + 1),
        found=json.dumps(found, ensure_ascii=False),
        nothing=nothing,
        digits=digits(frame.language),
    )
    return frame.filled(say.gettext("Search"), main)


def about_page(frame: Frame, terms: Terms, key: PublicKey) -> str:
    """Return the page on which a copy says what it is, in the frame's language, as the site would
    bear it."""
    say = words.translations(frame.language).gettext
    verify = f"writingviews verify PATH --at-least {terms.sequence} --key {key.line}"
    main = Markup(
        '<div class="sheet about-copy">\n'
        "<h1>{title}</h1>\n"
        '<p class="standfirst">{what}</p>\n'
        "<dl>\n"
        "<dt>{number}</dt><dd>{sequence}. {newer}</dd>\n"
        "<dt>{made}</dt><dd>{issued}</dd>\n"
        "<dt>{until}</dt><dd>{ends}. {ask}</dd>\n"
        '<dt>{named}</dt><dd><code dir="ltr">{key}</code></dd>\n'
        "</dl>\n"
        "<h2>{how}</h2>\n"
        "<p>{anybody}</p>\n"
        '<p>{browser} <a href="/{check}#{language}">{check_title}</a></p>\n'
        "<p>{program}</p>\n"
        '<pre dir="ltr"><code>{verify}</code></pre>\n'
        "<p>{minisign}</p>\n"
        '<pre dir="ltr"><code>minisign -V -m {sums} -P {key}\n'
        "sha256sum --quiet -c {sums}</code></pre>\n"
        "</div>\n"
    ).format(
        title=say("About this copy"),
        what=_with(
            say(
                "These pages are a copy of %(site)s. They need no network and tell nobody that "
                "you read them."
            ),
            site=terms.site,
        ),
        number=say("Number"),
        newer=say("A copy with a higher number is newer."),
        made=say("Made"),
        until=say("Valid until"),
        ask=say("After that day there should be a newer copy; ask for it where you got this one."),
        named=say("Public key"),
        how=say("How to check it"),
        anybody=say(
            "Anybody can change a copy on its way to you, this page and the key on it as well. So "
            "take the key from somewhere else: the publication’s site, a leaflet, a person you "
            "trust. If it is the key above, each of these finds what was changed or taken away:"
        ),
        browser=say("In a browser, with a page that needs no network:"),
        check_title=say("Check a copy"),
        program=say("With the program that made the copy:"),
        minisign=say(
            "With minisign, in the folder of this copy (files that somebody has added are not "
            "found so):"
        ),
        sequence=_in_digits(terms.sequence, frame.language),
        issued=long_date(terms.issued.date(), frame.language),
        ends=long_date(terms.ends.date(), frame.language),
        check=CHECK,
        language=frame.language,
        key=key.line,
        verify=verify,
        sums=SUMS,
    )
    return frame.filled(say("About this copy"), main)


def _with(sentence: str, **values: str) -> Markup:
    """Return a sentence with names in it that read from left to right in every language."""
    names = {
        name: Markup('<bdi dir="ltr">{}</bdi>').format(value) for name, value in values.items()
    }
    return escape(sentence) % names


def _in_digits(number: int, language: str) -> str:
    return "".join(digits(language)[int(digit)] for digit in str(number))
