"""A publication's own templates and styles; what is broken is told, and never served.

They lie in ``theme/`` of the publication's folder: ``front.html`` there stands in the place of the
built-in ``front.html``, and ``theme.css`` is read after the built-in style. A template may extend
the one it replaces as ``builtin/front.html``. Whoever may write into that folder may run code, so
templates are not fenced in; they are tried on the sample publication in every language.
"""

import os
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import Final

from jinja2 import TemplateSyntaxError

TEMPLATES_DIR: Final = Path(__file__).parent / "templates"
STYLE: Final = "theme.css"
#: A page with its styles has to stay small; the built-in style has 35 KB.
MAX_STYLE: Final = 100_000
#: No larger file of a theme is read; the largest built-in template has 8 KB.
MAX_BYTES: Final = 1_000_000
_BUILT_IN: Final = frozenset(path.name for path in (TEMPLATES_DIR / "site").glob("*.html"))

#: What a browser will not do for a page of ours, by its content security policy.
_BLOCKED: Final = (
    (re.compile(r"<style\b", re.IGNORECASE), "a <style> element: write it into theme.css"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "a style attribute: give a class instead"),
    (
        re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*ld\+json)", re.IGNORECASE),
        "a script in the page",
    ),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), "a handler attribute (on…=)"),
    (
        re.compile(
            r"<(?:script|img|link|iframe|video|audio|source)\b[^>]*=\s*[\"']?(?:https?:)?//"
        ),
        "something of another host: readers' browsers ask no host but ours",
    ),
)
#: What a style may not ask for.
_ELSEWHERE: Final = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
_COMMENT: Final = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_STYLE_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file of the theme is not used; the built-in one serves instead.

    Args:
        file: its name in the folder.
        line: where, from 1; None if it is no one line's fault.
        reason: what is wrong, as a sentence without its full stop.
    """

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Theme:
    """What of a publication's own templates and style may be used.

    Args:
        templates: text by file name.
        style: of ``theme.css``, or ``""``.
        problems: of the files that are left out.
    """

    templates: Mapping[str, str]
    style: str
    problems: tuple[Problem, ...] = ()

    @property
    def style_name(self) -> str:
        """The style's file name among the assets, which changes with its text; "" if none."""
        digest = blake2b(self.style.encode(), digest_size=5).hexdigest().upper()
        return f"theme-{digest}.css" if self.style else ""

    @property
    def fingerprint(self) -> str:
        """What changes when the look of any page may."""
        digest = blake2b(self.style.encode(), digest_size=16)
        for name in sorted(self.templates):
            digest.update(f"\0{name}\0{self.templates[name]}".encode())
        return digest.hexdigest() if self.style or self.templates else ""


#: The theme of a publication that has none of its own.
PLAIN: Final = Theme({}, "")

#: Every file's name, time of change and size: tells cheaply whether a theme has to be read again.
Stamp = tuple[tuple[str, int, int], ...]
#: Stands for all files of a folder that cannot be looked into, with the reason in its size's place.
UNREADABLE: Final = ""


def stamp_of(folder: Path) -> Stamp:
    """Return a theme's stamp; empty if there is no such folder, and one entry without a name if
    there is one that cannot be looked into."""
    try:
        entries = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        return ((UNREADABLE, 0, error.errno or 0),)
    found = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            known = entry.stat()
        except OSError:
            continue  # replaced at this moment, or a link that leads nowhere
        if S_ISREG(known.st_mode):
            found.append((entry.name, known.st_mtime_ns, known.st_size))
    return tuple(found)


def read_theme(folder: Path, try_out: Callable[[Mapping[str, str]], None]) -> Theme:
    """Return what of a theme may be used.

    Args:
        folder: ``theme/`` of the publication; need not be there.
        try_out: draws every sample page with some templates, given by file name; what it raises
            tells that one of them is broken. Templates must be compiled under the names that
            `path_of` gives, so that the broken one can be found.
    """
    problems: list[Problem] = []
    templates: dict[str, str] = {}
    style = ""
    for name, _, size in stamp_of(folder):
        if name == UNREADABLE:
            reason = f"the folder cannot be looked into ({os.strerror(size)})"
            problems.append(Problem(f"{folder.name}/", None, reason))
            continue
        if size > MAX_BYTES:
            problems.append(Problem(name, None, f"it has {size} bytes; {MAX_BYTES} are allowed"))
            continue
        try:
            text = (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(name, None, f"it cannot be read as UTF-8 text ({error})"))
            continue
        if problem := _problem_of(name, text):
            problems.append(problem)
        elif name == STYLE:
            style = text
        else:
            templates[name] = text
    while templates:
        try:
            try_out(templates)
            break
        except Exception as error:  # noqa: BLE001 (a template may raise anything)
            problem = _blamed(error, templates)
            problems.append(problem)
            del templates[problem.file]
    return Theme(templates, style, tuple(sorted(problems, key=lambda each: each.file)))


def path_of(name: str) -> str:
    """Return the file name under which a theme's template is compiled."""
    return f"theme/{name}"


def copy_of_built_in(name: str, folder: Path) -> Path:
    """Put a built-in template into a theme's folder, as something to begin from.

    Args:
        name: ``front.html``.
        folder: made if it is not there.

    Raises:
        LookupError: there is no such template.
        FileExistsError: the theme has such a file.
    """
    if name not in _BUILT_IN:
        raise LookupError(
            f"There is no template {name!r}; there are {', '.join(sorted(_BUILT_IN))}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / name
    if copy.exists():
        raise FileExistsError(f"{copy} is there already; take it away to begin anew.")
    copy.write_bytes((TEMPLATES_DIR / "site" / name).read_bytes())
    return copy


def _problem_of(name: str, text: str) -> Problem | None:
    """Return what can be seen wrong with a file without trying it."""
    if name == STYLE:
        return _style_problem(text)
    if name not in _BUILT_IN:
        known = ", ".join((STYLE, *sorted(_BUILT_IN)))
        return Problem(name, None, f"no page is made of it; the files of a theme are {known}")
    plain = _blanked(_COMMENT, text)
    for pattern, what in _BLOCKED:
        if found := pattern.search(plain):
            return Problem(name, _line(plain, found.start()), f"browsers will block {what}")
    return None


def _style_problem(text: str) -> Problem | None:
    if len(text) > MAX_STYLE:
        return Problem(STYLE, None, f"it has {len(text)} characters; {MAX_STYLE} are allowed")
    plain = _blanked(_STYLE_COMMENT, text)
    if found := _ELSEWHERE.search(plain):
        reason = "it asks for a file elsewhere (@import or url of another host)"
        return Problem(STYLE, _line(plain, found.start()), reason)
    depth = 0
    for place, letter in enumerate(plain):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth < 0:
            return Problem(STYLE, _line(plain, place), "a } closes what was not opened")
    if depth:
        return Problem(STYLE, _line(plain, plain.rindex("{")), "a { is not closed")
    return None


def _blanked(comments: re.Pattern[str], text: str) -> str:
    """Return a text without its comments, every line in its place."""
    return comments.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _blamed(error: Exception, templates: Mapping[str, str]) -> Problem:
    """Return which template an error comes from, and where."""
    reason = f"{type(error).__name__}: {error}".strip(": ")
    by_path = {path_of(name): name for name in templates}
    if isinstance(error, TemplateSyntaxError) and error.filename in by_path:
        return Problem(by_path[error.filename], error.lineno, error.message or reason)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in by_path:
            return Problem(by_path[frame.filename], frame.lineno, reason)
    # A built-in template broke on what one of these gave it: the first is as likely as another.
    return Problem(min(templates), None, f"with it a page cannot be made ({reason})")
