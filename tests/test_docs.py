"""The documentation says what the code does, or a test fails and says what to write where."""

import argparse
import ast
import importlib
import json
import re
import runpy
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from writingviews.articles.lifecycle import EDITABLE, TRANSITIONS, Need, State
from writingviews.articles.models import Kind
from writingviews.articles.places import PlaceNamed
from writingviews.articles.services.crawling import tell_crawlers
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.services.first_drafts import let_readers_see_first_draft
from writingviews.articles.services.publication import offer_to_readers
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_chapter,
    make_edition,
    make_publication,
    make_published,
    make_written,
)
from writingviews.calls.tests.making import make_call
from writingviews.carry.formats import OFFERED
from writingviews.cli import make_parser
from writingviews.config.asgi import MOST_SENT
from writingviews.desk.authority import SNAPSHOT_EVERY
from writingviews.desk.hub import POLL_SECONDS
from writingviews.desk.socket import RECHECK_SECONDS
from writingviews.editions.tests.carried import make_carried
from writingviews.house.senders import KEY_LIFETIME
from writingviews.house.settings import ENVIRONMENT_ONLY, VARIABLES
from writingviews.language.languages import known_language
from writingviews.media.kinds import MAX_BYTES
from writingviews.people.models import Role
from writingviews.porting.front_matter import KEYS, MOST_TOPICS
from writingviews.porting.markdown_folder import MOST_BYTES, MOST_FILES
from writingviews.press.batches import BATCH
from writingviews.press.printing import CHANGES
from writingviews.site import contexts, words
from writingviews.site.feeds import FEED_SIZE
from writingviews.site.numbering import LIST_SIZE, SITEMAP_SIZE
from writingviews.site.pages import all_addresses
from writingviews.site.publication_view import PublicationView

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "src" / "writingviews"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FLOORS: dict[str, float] = runpy.run_path(str(ROOT / "tests" / "test_floors.py"))["FLOORS"]

#: What would tell a reader who is stuck that it is their fault, or sell what is described.
FORBIDDEN = ("simply", "just", "easily", "obviously", "effortless", "effortlessly", "seamless",
             "seamlessly", "powerful", "blazing", "trivially", "of course")  # fmt: skip

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)


def _read(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _prose(path: Path) -> str:
    """A page without what stands in code."""
    return _CODE.sub(" ", _FENCE.sub(" ", path.read_text(encoding="utf-8")))


def _sections(text: str, level: int) -> dict[str, str]:
    """The text below each heading of a level, by the heading."""
    parts = re.split(rf"^{'#' * level} +(.+)$", text, flags=re.MULTILINE)
    return {
        name.strip(): re.split(rf"^#{{1,{level}}} ", body, maxsplit=1, flags=re.MULTILINE)[0]
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _table(text: str) -> list[list[str]]:
    """The rows of the first table in a text, without its head; a cell is bare text."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("|"):
            # An escaped bar is a part of its cell.
            cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
            rows.append([cell.strip().replace("\\|", "|") for cell in cells])
        elif rows:
            break
    assert rows, "There is no table here."
    return rows[2:]


def _bare(cell: str) -> str:
    return cell.strip("`")


def _compare(page: str, kind: str, documented: set[str], real: set[str]) -> None:
    missing, gone = sorted(real - documented), sorted(documented - real)
    assert not missing, f"docs/{page} says nothing of the {kind} {missing}. Add a row for each."
    assert not gone, f"docs/{page} tells of the {kind} {gone}, which are not there. Remove them."


# --- the lifecycle --------------------------------------------------------------------------


def test_the_lifecycle_page_shows_the_table_of_transitions_row_by_row() -> None:
    shown = _table(_sections(_read("lifecycle.md"), 2)["Verbs"])
    real = [
        [
            row.verb.value,
            ", ".join(sorted(state.value for state in row.origins)),
            row.target.value,
            ", ".join(sorted(part.value for part in row.who)),
            ", ".join(sorted(need.name.lower() for need in row.needs)),
        ]
        for row in TRANSITIONS
    ]
    for number, (row, expected) in enumerate(zip(shown, real, strict=False), 1):
        assert row == expected, (
            f"Row {number} of the verbs in docs/lifecycle.md differs from "
            f"articles/lifecycle.py. Write it as: | {' | '.join(expected)} |"
        )
    assert len(shown) == len(real), (
        f"docs/lifecycle.md has {len(shown)} verbs, articles/lifecycle.py {len(real)}."
    )


def test_the_lifecycle_page_says_each_need_in_its_words() -> None:
    shown = dict(_table(_sections(_read("lifecycle.md"), 2)["Needs"]))
    assert shown == {need.name.lower(): need.value for need in Need}, (
        "Correct the table of needs in docs/lifecycle.md."
    )


def test_the_lifecycle_page_says_who_may_edit_when() -> None:
    shown = dict(_table(_sections(_read("lifecycle.md"), 2)["Who may edit the text when"]))
    real = {
        part.value: ", ".join(sorted(state.value for state in states))
        for part, states in EDITABLE.items()
    }
    assert shown == real, f"Correct the table in docs/lifecycle.md to {real}."


def test_the_lifecycle_page_names_every_state() -> None:
    text = _read("lifecycle.md")
    for state in State:
        assert state.value in text, f"docs/lifecycle.md does not name the state {state.value}."


# --- settings and commands ------------------------------------------------------------------


def test_the_settings_page_lists_every_variable_with_its_key_and_words() -> None:
    shown = {_bare(name): (_bare(key), what) for name, key, what in _table(_read("settings.md"))}
    _compare("settings.md", "variables", set(shown), set(VARIABLES))
    no_key = {"WRITINGVIEWS_DIR", *ENVIRONMENT_ONLY}
    for name, what in VARIABLES.items():
        key = "" if name in no_key else name.removeprefix("WRITINGVIEWS_").lower()
        assert shown[name] == (key, what), (
            f"Write the row of {name} in docs/settings.md as | `{name}` | `{key}` | {what} |"
        )


def _commands(
    parser: argparse.ArgumentParser, name: str = "writingviews"
) -> Iterator[tuple[str, set[str]]]:
    """Yield every command with its arguments, as its help shows them."""
    below = [act for act in parser._actions if isinstance(act, argparse._SubParsersAction)]
    if below:
        for word, sub in below[0].choices.items():
            yield from _commands(sub, f"{name} {word}")
        return
    arguments: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if action.option_strings:
            arguments.add(max(action.option_strings, key=len))
        else:
            shown = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
            arguments.add(shown)
    yield name, arguments


def test_the_commands_page_lists_every_command_and_option() -> None:
    sections = {
        _bare(name): text
        for name, text in _sections(_read("commands.md"), 2).items()
        if name.startswith("`")
    }
    real = dict(_commands(make_parser()))
    _compare("commands.md", "commands", set(sections), set(real))
    for name, arguments in real.items():
        shown = {_bare(row[0]) for row in _table(sections[name])} if arguments else set()
        _compare(f"commands.md, {name}:", "arguments", shown, arguments)


# --- addresses ------------------------------------------------------------------------------

_PARTS = {
    "<slug>": r"[^/]+",
    "<yyyy>": r"\d{4}",
    "<mm>": r"\d{2}",
    "<n>": r"[1-9]\d*",
    "<lang>": r"[a-z]{2,3}",
}


def _as_pattern(address: str) -> re.Pattern[str]:
    escaped = re.escape(address)
    for part, pattern in _PARTS.items():
        escaped = escaped.replace(re.escape(part), pattern)
    return re.compile(escaped)


def _public_patterns() -> dict[str, list[re.Pattern[str]]]:
    rows = _table(_sections(_read("addresses.md"), 2)["Pages of the tree"])
    return {
        _bare(address): [
            _as_pattern(_bare(address)),
            *([_as_pattern("/<lang>" + _bare(address))] if in_each == "yes" else []),
        ]
        for address, in_each, _ in rows
    }


@pytest.mark.django_db
def test_the_addresses_page_knows_every_page_of_a_publication() -> None:
    make_publication("en", "fa")
    chapter = make_chapter("north")
    for number in range(2 * LIST_SIZE):
        make_published(f"Piece {number}", topics=("bread",), chapter=chapter)
    carried = make_published("یک", language="fa", topics=("نان",))
    tell_crawlers(
        actor=None, training=False, security_contact="https://a.example/", today=FIRST_DAY.date()
    )
    offer_to_readers(actor=None, formats=OFFERED)
    for key in OFFERED:
        make_carried(carried, format_key=key)
    make_edition("One", make_published("Collected"))
    make_edition("دو", make_published("سه", language="fa"), language="fa")
    make_call()
    make_call("دعوت", language="fa")
    writer = make_account("writer")
    began = make_written(writer, make_account("publisher", Role.EDITOR, Role.PUBLISHER))
    let_readers_see_first_draft(actor=writer, article_id=began.id, now=FIRST_DAY)
    for language in ("en", "fa"):
        told = make_published("Told", language=language)
        filing = replace(
            filing_of(told),
            kind=Kind.REPORT,
            place=PlaceNamed("Ostrey"),
            happened_on=date(2026, 3, 1),
        )
        file_article(actor=None, article_id=told.id, filing=filing)
    patterns = _public_patterns()
    met: set[str] = set()
    for address in all_addresses(PublicationView.read()):
        found = {
            shown for shown, each in patterns.items() if any(one.fullmatch(address) for one in each)
        }
        assert found, (
            f"The page {address} stands in no row of docs/addresses.md, “Pages of the tree”. Add "
            "one; write “yes” in its second column if every language has it."
        )
        met |= found
    # One byline writes each piece here and one tells of a place, so their lists have one page.
    unmet = set(patterns) - met - {"/bylines/<slug>/page/<n>/", "/places/<slug>/page/<n>/"}
    assert not unmet, f"docs/addresses.md tells of {sorted(unmet)}, where no page stands."


def _routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield (address, module of the view) of the URLconf, with `<name>` for what varies."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry, URLPattern):
            shown = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^)]*\))*\)", r"\1", route)
            shown = re.sub(r"<\w+:(\w+)>", r"<\1>", shown).replace("^", "").replace("$", "")
            yield f"/{shown}", getattr(entry.callback, "__module__", "")


def test_the_addresses_page_lists_the_house_s_pages() -> None:
    sections = _sections(_read("addresses.md"), 2)
    shown = {_bare(row[0]) for row in _table(sections["The house"])}
    dynamic = {_bare(row[0]) for row in _table(sections["Made when asked for"])}
    real = {
        address.replace("/<prefix>/", "/")
        for address, module in _routes(get_resolver())
        # Pages of libraries, and patterns that only close some of them.
        if module.startswith("writingviews.") and not re.search(r"[.+*|(]", address)
    }
    _compare("addresses.md", "addresses", shown | dynamic, real)


# --- what pages and documents are made of ---------------------------------------------------


def _context_classes() -> dict[str, dict[str, str]]:
    source = Path(str(contexts.__file__)).read_text(encoding="utf-8")
    return {
        node.name: {
            field.target.id: ast.unparse(field.annotation)
            for field in node.body
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        }
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


def test_the_contexts_page_lists_every_class_with_its_fields_and_types() -> None:
    sections = _sections(_read("contexts.md"), 2)
    real = _context_classes()
    _compare("contexts.md", "classes", set(sections), set(real))
    for name, fields in real.items():
        shown = dict(re.findall(r"^- `(\w+)`: `([^`]+)`: \S", sections[name], re.MULTILINE))
        _compare(f"contexts.md, {name}:", "fields", set(shown), set(fields))
        for field, type_ in fields.items():
            assert shown[field] == type_, (
                f"docs/contexts.md says that {name}.{field} is {shown[field]}; it is {type_}."
            )


_ATTRIBUTE = re.compile(r"^- `(\w+)`: .*?(default `[^`]*`|required)$", re.MULTILINE)


def _schema() -> dict[str, Any]:
    text = (PACKAGE / "document" / "schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@pytest.mark.parametrize("kind", ["nodes", "marks"])
def test_the_document_page_lists_every_type_with_its_attributes(kind: str) -> None:
    types = _schema()[kind]
    part = _sections(_read("document.md"), 2)[kind.capitalize()]
    sections = _sections(part, 3)
    _compare("document.md", kind, set(sections), set(types))
    for name, described in types.items():
        rows = _ATTRIBUTE.findall(sections[name])
        real = {
            attribute: f"default `{json.dumps(spec['default'])}`"
            if "default" in spec
            else "required"
            for attribute, spec in described.get("attrs", {}).items()
        }
        _compare(f"document.md, {name}:", "attributes", {row[0] for row in rows}, set(real))
        assert dict(rows) == real, f"docs/document.md, {name}: the defaults are {real}."
        for key in ("content", "group", "marks"):
            if described.get(key):
                assert f"- {key}: `{described[key]}`" in sections[name], (
                    f"docs/document.md, {name}: write “- {key}: `{described[key]}`”."
                )


def test_the_document_page_says_the_version_and_the_bounds() -> None:
    schema, text = _schema(), _read("document.md")
    assert f"version {schema['version']} " in text, (
        f"docs/document.md: the schema's version is {schema['version']}."
    )
    for name, limit in schema["limits"].items():
        assert f"{limit:,}" in text, f"docs/document.md: the bound {name} is {limit:,}."


def test_the_front_matter_page_lists_every_key() -> None:
    section = _sections(_read("front-matter.md"), 2)["Front matter"]
    _compare("front-matter.md", "keys", {_bare(row[0]) for row in _table(section)}, set(KEYS))


def test_the_map_shows_every_room_on_its_floor() -> None:
    section = _sections(_read("rooms.md"), 2)["What each room owns, and what it never does"]
    shown = {_bare(row[1]): float(row[0]) for row in _table(section)}
    real = {room: float(floor) for room, floor in FLOORS.items() if room != "__main__"}
    _compare("rooms.md", "rooms", set(shown), set(real))
    for room, floor in real.items():
        assert shown[room] == floor, f"docs/rooms.md: {room} stands on floor {floor:g}."


def test_the_readme_names_the_languages_of_the_public_pages() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.search(r"The public pages speak (.+?), each", text, re.DOTALL)
    assert said, "README.md does not say which languages the public pages speak."
    for code in words.languages():
        known = known_language(code)
        assert known is not None
        assert known.english in said[1], f"README.md: the public pages speak {known.english} too."


def test_the_licences_page_names_every_font_and_library_that_is_carried_along() -> None:
    text = _read("licences.md")
    fonts = {
        name
        for sheet in (ROOT / "frontend").rglob("*.css")
        for name in re.findall(r"(@fontsource[\w-]*/[\w-]+)/", sheet.read_text(encoding="utf-8"))
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    libraries = {
        re.split(r"[^\w-]", entry)[0]
        for asked in (project["dependencies"], *project["optional-dependencies"].values())
        for entry in asked
    }
    for name in sorted(fonts | libraries):
        assert f"`{name}`" in text, f"docs/licences.md does not name {name} and its licence."


FIGURES = [
    ("decisions/0003-lists.md", f"oldest {LIST_SIZE}"),
    ("decisions/0003-lists.md", f"between {LIST_SIZE} and {2 * LIST_SIZE - 1} items"),
    ("decisions/0003-lists.md", f"fewer than {2 * LIST_SIZE}"),
    ("decisions/0003-lists.md", f"once in {LIST_SIZE} times"),
    ("decisions/0006-no-task-queue.md", f"up to {CHANGES:,} changes"),
    ("decisions/0007-writing-pages.md", f"up to {BATCH} pages"),
    ("addresses.md", f"the {FEED_SIZE} newest"),
    ("addresses.md", f"{SITEMAP_SIZE} articles"),
    ("way-of-an-article.md", f"Every {SNAPSHOT_EVERY} steps"),
    ("way-of-an-article.md", f"every {RECHECK_SECONDS:g} seconds"),
    ("way-of-an-article.md", f"within {POLL_SECONDS:g} s"),
    ("front-matter.md", f"{MOST_BYTES // 1024**2} MB, a picture {MAX_BYTES // 1024**2} MB"),
    ("front-matter.md", f"a folder {MOST_FILES:,} files"),
    ("front-matter.md", f"at most {MOST_TOPICS}"),
    ("privacy.md", f"after {KEY_LIFETIME / 3600:g} hours"),
    ("serving.md", f"client_max_body_size {MOST_SENT // 1024**2}m"),
    ("serving.md", f"at most {MOST_SENT // 1024**2} MB"),
]


@pytest.mark.parametrize(("page", "phrase"), FIGURES)
def test_figures_are_those_of_the_code(page: str, phrase: str) -> None:
    text = " ".join(_read(page).split())
    assert phrase in text, f"docs/{page} does not say “{phrase}”. Correct the figure there."


# --- every page -----------------------------------------------------------------------------


def _slug_of(heading: str) -> str:
    """The anchor that a heading gets from the usual renderers of Markdown."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return kept.replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in _LINK.findall(_FENCE.sub(" ", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{_name(path)} links to {target}, which is not there."
        if anchor and found.suffix == ".md":
            anchors = {_slug_of(h) for h in _HEADING.findall(found.read_text(encoding="utf-8"))}
            assert anchor in anchors, f"{_name(path)}: {_name(found)} has no heading #{anchor}."


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_pages_neither_belittle_nor_sell(path: Path) -> None:
    prose = _prose(path).lower()
    for word in FORBIDDEN:
        found = re.search(rf"\b{word}\b", prose)
        assert found is None, f"{_name(path)} says “{word}”. Leave the word out."


def test_every_page_can_be_reached() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            found = (page.parent / target.partition("#")[0]).resolve()
            if found.suffix == ".md" and found.is_file():
                waiting.append(found)
    lost = [_name(path) for path in PAGES if path not in reached]
    assert not lost, f"No way leads to {lost} from README.md. Link each from docs/README.md."


_FILE = re.compile(r"(?:src|tests|frontend|docs|\.ci)/[\w./-]*\w\.\w+")
_DOTTED = re.compile(r"(?P<room>[a-z_]+)\.(?P<rest>\w+(?:\.\w+)*)")
_ENDINGS = {"py", "toml", "json", "md", "sqlite3"}


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_files_and_names_of_the_code_exist(path: Path) -> None:
    for code in _CODE.findall(_FENCE.sub(" ", path.read_text(encoding="utf-8"))):
        if _FILE.fullmatch(code):
            assert (ROOT / code).exists(), f"{_name(path)} names the file {code}: there is none."
        dotted = _DOTTED.fullmatch(code)
        if dotted is None or dotted["room"] not in FLOORS:
            continue
        parts = dotted["rest"].split(".")
        assert parts[-1] in _ENDINGS or _resolves(dotted["room"], parts), (
            f"{_name(path)} names {code}, which the code does not have. Correct the name."
        )


def _resolves(room: str, parts: list[str]) -> bool:
    """Whether room.part.part… can be imported, or looked up in what can be."""
    for split in range(len(parts), -1, -1):
        module = ".".join(["writingviews", room, *parts[:split]])
        try:
            found: Any = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name is None or not module.startswith(error.name):
                raise
            continue
        for part in parts[split:]:
            if not hasattr(found, part):
                return part in getattr(found, "__annotations__", {})
            found = getattr(found, part)
        return True
    return False
