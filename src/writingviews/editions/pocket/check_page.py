"""`check.html`: a page that checks the copy it lies in, or another one, in a browser. Pure.

One file with everything in it, so that it can be taken from another copy; its policy forbids any
network. All languages of the publication are in it, one of them shown.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from markupsafe import Markup

from writingviews.house.assets import BUILT_DIR, asset_address
from writingviews.language.direction import direction_of_language
from writingviews.language.languages import known_language
from writingviews.site import words
from writingviews.site.rendering import digits

from .sums import SUMS

CHECK: Final = "check.html"

_STYLE: Final = Path(__file__).parent / "offline" / "check.css"
_SLOT: Final = re.compile(r"%\((\w+)\)s")

_PAGE: Final = Markup("""\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{script_sum}'; \
style-src '{style_sum}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<nav>{links}</nav>
<main>
{sections}</main>
<script type="module">{script}</script>
</body>
</html>
""")
_SECTION: Final = Markup("""\
<section lang="{language}" dir="{direction}" id="{language}" data-words="{words}">
<h1>{title}</h1>
<p class="warning">{warning}</p>
<form hidden>
<label for="folder-{language}">{folder}</label>
<p id="folder-hint-{language}">{folder_hint}</p>
<input type="file" id="folder-{language}" aria-describedby="folder-hint-{language}" \
webkitdirectory multiple>
<label for="key-{language}">{key}</label>
<p id="key-hint-{language}">{key_hint}</p>
<input name="key" id="key-{language}" aria-describedby="key-hint-{language}" dir="ltr" \
autocomplete="off" autocapitalize="off" spellcheck="false">
<label for="number-{language}">{number}</label>
<p id="number-hint-{language}">{number_hint}</p>
<input name="number" id="number-{language}" aria-describedby="number-hint-{language}" \
inputmode="numeric" autocomplete="off">
<button>{check}</button>
</form>
<noscript><p>{no_script}</p></noscript>
<progress hidden></progress>
<p role="status"></p>
<div class="result" tabindex="-1" aria-live="polite"></div>
<h2>{without}</h2>
<p>{without_hint}</p>
<pre dir="ltr">minisign -V -m {sums} -P <var>RW…</var>
sha256sum --quiet -c {sums}</pre>
</section>
""")


def check_page(languages: Sequence[str]) -> str:
    """Return the page; about 60 KB. The same languages and front end give the same bytes.

    Args:
        languages: BCP 47 tags; the first one is shown to who reads none of them.

    Raises:
        AssetMissing: the front end is not built.
    """
    script = (BUILT_DIR / Path(asset_address("check.js")).name).read_text("utf-8").strip()
    style = _STYLE.read_text("utf-8").strip()
    if "</" in script.replace("<\\/", "") and re.search(r"</script", script, re.IGNORECASE):
        raise ValueError("check.js would end the element that it stands in.")
    return _PAGE.format(
        language=languages[0],
        direction=direction_of_language(languages[0]),
        title=words.translations(languages[0]).gettext("Check a copy"),
        script=Markup(script),  # noqa: S704 - our own front end
        style=Markup(style),  # noqa: S704 - our own style sheet
        script_sum=_source(script),
        style_sum=_source(style),
        links=Markup(" ").join(_link(language) for language in languages),
        sections=Markup("").join(_section(language) for language in languages),
    )


def _source(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _link(language: str) -> Markup:
    known = known_language(language)
    name = known.native if known else language
    return Markup('<a href="#{0}" lang="{0}" dir="{1}">{2}</a>').format(
        language, direction_of_language(language), name
    )


def _section(language: str) -> Markup:
    say = words.translations(language).gettext
    return _SECTION.format(
        language=language,
        direction=direction_of_language(language),
        words=json.dumps(
            {**_words(say), "language": language, "digits": digits(language)}, ensure_ascii=False
        ),
        title=say("Check a copy"),
        warning=say(
            "This page came with the copy: whoever changed the copy may have changed this page as "
            "well. Be sure only if the page comes from elsewhere, such as another copy that you "
            "trust, and the key from paper, from the site or from a person you trust."
        ),
        folder=say("The copy’s folder"),
        folder_hint=say(
            "The one in which %(file)s lies. The browser may speak of uploading: nothing is sent, "
            "this page may use no network."
        )
        % {"file": SUMS},
        key=say("Public key"),
        key_hint=say("56 letters that begin with RW. From paper or from the site, not from here."),
        number=say("Highest number that you have seen"),
        number_hint=say("If you know one: then an older copy is found out."),
        check=say("Check"),
        no_script=say("JavaScript is off, so this page cannot check anything."),
        without=say("Without this page"),
        without_hint=say(
            "With minisign, in the copy’s folder. Its answer names the number of the copy and its "
            "last day. Files that somebody has added are not found so."
        ),
        sums=SUMS,
    )


def _words(say: Callable[[str], str]) -> Mapping[str, str]:
    """Return the sentences of the script by its names for them, with slots in braces."""
    said = {
        "progress": say("%(done)s of %(all)s files"),
        "noFolder": say("Choose the copy’s folder first."),
        "noKey": say("This is no public key: one has 56 letters and begins with RW."),
        "noNumber": say("The number is written in digits alone."),
        "deeper": say("The copy lies in %(folder)s: choose that folder."),
        "broken": say("The copy could not be read:"),
        "good": say("Good: every file is as the publication signed it."),
        "ownKey": say(
            "Nothing broke on the way. More cannot be said: it was checked with the key that came "
            "with the copy, which a forger would have replaced. Compare it with the key on paper "
            "or on the site: %(key)s."
        ),
        "facts": say(
            "Number %(number)s of %(site)s, made %(made)s, valid until %(ends)s, %(files)s files."
        ),
        "follows": say(
            "It is signed with a new key, for which yours vouches. Use it from now on: %(key)s"
        ),
        "strewn": say("Left there by a system, and no part of the copy: %(names)s."),
        "more": say("and %(count)s more"),
        "unsigned": say("Not signed"),
        "unsignedMend": say(
            "Nobody vouches for this copy: do not trust it; get one that is signed."
        ),
        "bringsNoKey": say("the copy brings no key, and none was given"),
        "forged": say("Not genuine"),
        "forgedMend": say("Do not trust this copy; get it from somebody else."),
        "changed": say("Changed"),
        "changedMend": say("Do not trust these files; get the copy again."),
        "missing": say("Missing"),
        "missingMend": say("The copy is not whole: get it again."),
        "extra": say("Added"),
        "extraMend": say("Somebody added these files: do not open them; get the copy again."),
        "old": say("Old"),
        "oldMend": say("There is a newer copy: ask for it."),
        "oldNumber": say("it is number %(number)s, and %(known)s is known"),
        "ended": say("Out of date"),
        "endedMend": say("It may be genuine, and is out of date: ask for a newer copy."),
        "endedOn": say("it was valid until %(day)s"),
        "cut": say("the signature is cut or is none"),
        "otherKey": say("it was signed with another key"),
        "otherList": say("the signature is not of this list of files"),
        "otherLine": say("the signed line with number and dates was changed"),
        "brokenList": say("the list of files is broken"),
        "otherCount": say("%(listed)s files are listed and %(signed)s signed"),
    }
    return {name: _SLOT.sub(r"{\1}", sentence) for name, sentence in said.items()}
