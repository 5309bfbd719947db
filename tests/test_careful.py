"""What no module does unless it is named here with the reason: lints of our own, as tests."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent / "src" / "writingviews"

#: What opens a connection. Whatever somebody's words lead to goes through `house.outgoing`.
NETWORK: Final = {
    *("socket", "ssl", "http.client", "http.server", "urllib.request", "smtplib", "ftplib"),
    *("imaplib", "poplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3"),
    *("botocore", "boto3", "websockets"),
}
MAY_CONNECT: Final = {
    "house/outgoing.py": "the one way out",
    "config/house_process.py": "listens",
    "config/serving.py": "listens",
    "press/front.py": "listens, and hands connections over on this machine",
    "ledger/bell.py": "a socket in the publication's folder",
    "press/bucket/store.py": "the operator's bucket, by an address that the settings give",
    "notices/posting.py": "the operator's mail server; the connection itself is Django's",
    "replies/posting.py": "the same, for what goes to who replied",
}
MAY_DRAW_LOTS: Final = {
    "demo/drawing/printing.py": "the grain of a drawn picture",
    "demo/drawing/nature.py": "the leaves of a drawn tree",
    "demo/drawing/sheet.py": "the strokes of a drawn picture",
}
MAY_CALL_SAFE: Final = {
    "editions/pocket/own_pages.py": "markup of our own; what is filled in is escaped by `format`",
    "editions/pocket/check_page.py": "markup, script and style of our own",
    "house/templatetags/house.py": "an empty string; the rest by `format_html`",
    "site/rendering.py": "what was escaped in the line above, by a template or as JSON",
}
MAY_WRITE_SQL: Final = {
    "config/worker_process.py": "asks whether the database answers",
    "desk/statements.py": "two statements of the way of a step, with parameters",
    "desk/note_anchors.py": "many rows in one statement, with parameters",
    "porting/backup/database.py": "copies the whole database; the names are its own tables'",
    "porting/export/reading.py": "lets PostgreSQL count on; Django writes the statements",
    "porting/export/writing.py": "a reading at one moment of all tables",
}
_TELLING: Final = {"debug", "info", "warning", "error", "exception", "critical", "log"}
#: What a log line may be given besides its sentence: kinds of failure and numbers, no values.
_MAY_TELL: Final = {
    "config/serving.py": {"reason", "entry.name", "code"},
    "press/worker.py": {"name", "said"},
    "press/bucket/carrier.py": {"said"},
    "porting/backup/schedule.py": {"made.bytes", "path", "error"},
    "press/rebuilding.py": {"refused"},
    "desk/socket.py": {"closing.code", "item.code"},
    "desk/views_notes.py": {"status"},
    "demo/furnish.py": {"problem"},
    "site/rendering.py": {"problem.file"},
}

#: Pages of the house in which a text stands as the schema writes it out.
_SHOW_A_TEXT: Final = {"draft_side.html", "kept_piece.html"}

Found = Iterator[tuple[int, str]]
Lint = Callable[[ast.Module], Found]


def imports(tree: ast.Module) -> Found:
    """Yield every module that is imported, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def called(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def connections(tree: ast.Module) -> Found:
    for line, name in imports(tree):
        if any(name == one or name.startswith(f"{one}.") for one in NETWORK):
            yield line, name


def lots(tree: ast.Module) -> Found:
    """`random` can be foretold from what it gave before; tokens come from `secrets`."""
    yield from ((line, name) for line, name in imports(tree) if name.split(".")[0] == "random")


def safe_strings(tree: ast.Module) -> Found:
    for call in called(tree):
        name = ast.unparse(call.func).rpartition(".")[2]
        if name in {"mark_safe", "SafeString", "SafeText", "Markup", "SafeData"}:
            yield call.lineno, name
    for line, name in imports(tree):
        if name.endswith(".mark_safe"):
            yield line, name


def sql(tree: ast.Module) -> Found:
    for call in called(tree):
        name = ast.unparse(call.func)
        last = name.rpartition(".")[2]
        statement = last in {"RawSQL", "execute", "executemany", "executescript", "extra"}
        if statement or name.endswith(".objects.raw"):
            yield call.lineno, name


@pytest.mark.parametrize(
    ("lint", "named", "instead"),
    [
        (connections, MAY_CONNECT, "Fetch by `house.outgoing.fetch`."),
        (lots, MAY_DRAW_LOTS, "Take `secrets`."),
        (safe_strings, MAY_CALL_SAFE, "Write it in a template, or by `format_html`."),
        (sql, MAY_WRITE_SQL, "Ask by a queryset."),
    ],
    ids=["connections", "random", "safe-strings", "sql"],
)
def test_who_does_it_is_named_here(lint: Lint, named: Mapping[str, str], instead: str) -> None:
    found = {
        path: where for path, tree in modules() if (where := [f"{n}: {s}" for n, s in lint(tree)])
    }
    unnamed = {path: where for path, where in found.items() if path not in named}
    assert unnamed == {}, f"{instead} If it has to be, name it in this test with the reason."
    assert named.keys() <= found.keys(), "A module named here does it no longer: take it out."


def test_no_log_line_tells_what_somebody_sent() -> None:
    """A sentence that stands in the code, and at most a kind of failure or a number."""
    tells = []
    for path, tree in modules():
        for call in called(tree):
            if not (
                isinstance(call.func, ast.Attribute)
                and call.func.attr in _TELLING
                and ast.unparse(call.func.value) in {"logger", "logging", "log"}
            ):
                continue
            where = f"{path}:{call.lineno}"
            sentence, *values = call.args
            assert isinstance(sentence, ast.Constant), f"{where}: the sentence is put together"
            for value in values:
                said = ast.unparse(value)
                kind = said.startswith("type(") and said.endswith(".__name__")
                if not kind and said not in _MAY_TELL.get(path, set()):
                    tells.append(f"{where}: tells {said}")
            beside = {keyword.arg for keyword in call.keywords} - {"exc_info"}
            assert beside == set(), f"{where}: tells {beside}"
    assert tells == []


def test_no_template_stops_escaping_but_for_a_text_that_the_schema_wrote() -> None:
    for template in sorted(ROOT.rglob("*.html")):
        below = template.relative_to(ROOT)
        text = template.read_text(encoding="utf-8")
        assert "autoescape" not in text, below
        # Pages for readers and paper show documents all over; their tests hold what is safe.
        if below.parts[0] not in {"editions", "site"} and below.name not in _SHOW_A_TEXT:
            assert "|safe" not in text.replace(" ", ""), below


@pytest.mark.parametrize(
    ("lint", "code"),
    [
        (connections, "from urllib.request import urlopen"),
        (connections, "from urllib import request"),
        (connections, "def fetch():\n    import http.client"),
        (lots, "from random import choice"),
        (safe_strings, "from django.utils.safestring import mark_safe"),
        (safe_strings, "return_ = safestring.mark_safe(text)"),
        (sql, "cursor.execute('SELECT 1')"),
        (sql, "Article.objects.raw('SELECT 1')"),
        (sql, "articles.extra(where=[words])"),
    ],
)
def test_the_lints_see_what_they_look_for(lint: Lint, code: str) -> None:
    assert list(lint(ast.parse(code)))


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module that runs in a house: path below the package, and its syntax."""
    for path in sorted(ROOT.rglob("*.py")):
        below = path.relative_to(ROOT)
        if not {"tests", "migrations"} & set(below.parts):
            yield below.as_posix(), ast.parse(path.read_text(encoding="utf-8"))
