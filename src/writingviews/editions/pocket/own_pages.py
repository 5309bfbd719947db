"""The pages that a copy has and the site has not: its search, and what it says of itself. Pure.

They stand in the frame of the site's "not found" page, which every language of every publication
has, whatever its templates: masthead, sections, foot.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from writingviews.site import words
from writingviews.site.rendering import digits

from .minisign import PublicKey
from .sums import PUBLIC_KEY, SIGNATURE, SUMS
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
    """Return the page on which a copy says what it is, as the site would bear it."""
    verify = f"writingviews verify PATH --key {key.line} --at-least {terms.sequence}"
    main = Markup(
        '<div class="sheet about-copy" lang="en" dir="ltr">\n'
        "<h1>About this copy</h1>\n"
        '<p class="standfirst">These pages are a copy of <bdi dir="ltr">{site}</bdi>. They need '
        "no network and tell nobody that you read them.</p>\n"
        "<dl>\n"
        "<dt>Number</dt><dd>{sequence}. A copy with a higher number is newer.</dd>\n"
        "<dt>Made</dt><dd>{issued}</dd>\n"
        "<dt>Valid until</dt><dd>{ends}. After that day there should be a newer copy; ask for it "
        "where you got this one.</dd>\n"
        "<dt>Public key</dt><dd><code>{key}</code></dd>\n"
        "</dl>\n"
        "<h2>How to check it</h2>\n"
        "<p>Anybody can change a copy on its way to you, this page and the key on it as well. So "
        "take the key from somewhere else: the publication’s site, a leaflet, a person you "
        "trust. If it is the key above, this finds whatever was changed, added or taken away:</p>\n"
        "<pre><code>{verify}</code></pre>\n"
        "<p>Without our program, in the folder of this copy (files that somebody has added are "
        "not found so):</p>\n"
        "<pre><code>minisign -V -P {key} -m {sums}\nsha256sum --quiet -c {sums}</code></pre>\n"
        "<p>The list of all files is <code>{sums}</code>, its signature <code>{signature}</code>; "
        "the key lies beside them as <code>{public}</code>.</p>\n"
        "</div>\n"
    ).format(
        site=terms.site,
        sequence=terms.sequence,
        issued=_moment(terms.issued),
        ends=_moment(terms.ends),
        key=key.line,
        verify=verify,
        sums=SUMS,
        signature=SIGNATURE,
        public=PUBLIC_KEY,
    )
    return frame.filled("About this copy", main)


def _moment(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
