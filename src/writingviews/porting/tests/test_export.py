"""An export: everything comes back, nothing leads behind a pen name, and nothing else comes in."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writingviews.articles.models import Article, Publication, Revision
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_edition,
    make_publication,
    make_published,
    make_written,
)
from writingviews.desk.models import Draft
from writingviews.document.markdown import document_from_markdown
from writingviews.document.tests.strategies import documents
from writingviews.house.settings import house_settings
from writingviews.ledger.models import AuditEntry
from writingviews.media.models import Picture
from writingviews.media.services import store_picture
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import Account, BylineKind, Role
from writingviews.people.services import take_byline
from writingviews.porting.export.archive import ExportRefused, is_export
from writingviews.porting.export.markdown import markdown_of
from writingviews.porting.export.reading import read_export
from writingviews.porting.export.tables import (
    NEVER,
    WITHOUT_ACCOUNTS,
    columns,
    exported,
    label,
    rows_of,
)
from writingviews.porting.export.writing import write_export
from writingviews.replies.models import ReplyState
from writingviews.replies.services import decide_reply, receive_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Article:
    """A small house: a piece that came the whole way under a pen name, one more, replies."""
    make_publication("en", "fa")
    writer = make_account("zebulon-of-the-mill", Role.WRITER)
    publisher = make_account("paula", Role.EDITOR, Role.PUBLISHER)
    pen = take_byline(account=writer, name="The Wren", kind=BylineKind.PEN)
    article = make_written(writer, publisher, byline=pen)
    make_published("Another", text="Said the wren.", topics=("birds",))
    make_edition("Spring", article)
    picture = store_picture(data=encoded(drawing(), "JPEG"))
    Article.objects.filter(id=article.id).update(picture=picture.id, picture_alt="A mill")
    reply = receive_reply(
        article=article, name="Ana", text="Well said.", email="ana@example.org", now=FIRST_DAY
    )
    decide_reply(actor=publisher, reply_id=reply.id, state=ReplyState.SHOWN)
    return article


def export(*, accounts: bool = False) -> bytes:
    out = io.BytesIO()
    write_export(out, accounts=accounts)
    return out.getvalue()


def wipe() -> None:
    """Leave the tables as in a house that was never set up."""
    with connection.cursor() as cursor, transaction.atomic():
        for model in exported(accounts=True):
            # PostgreSQL's trigger keeps each row of the audit, not the whole table.
            whole = model is AuditEntry and connection.vendor == "postgresql"
            verb = "TRUNCATE" if whole else "DELETE FROM"
            cursor.execute(f'{verb} "{model._meta.db_table}"')


def bring(data: bytes, folder: Path) -> None:
    path = folder / "export.zip"
    path.write_bytes(data)
    assert is_export(path)
    read_export(path)


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("accounts", [False, True])
def test_an_empty_house_becomes_equal_byte_for_byte(
    accounts: bool,  # noqa: FBT001 - a case of the test
    house: Article,
    tmp_path: Path,
) -> None:
    first = export(accounts=accounts)
    assert export(accounts=accounts) == first
    # The folder is that of all tests of a process, and others leave pictures there.
    known = Picture.objects.values_list("id", flat=True)
    files = [path for each in known for path in (house_settings().media_dir / each).iterdir()]
    before = {path: path.read_bytes() for path in files}
    assert before
    wipe()
    for path in before:
        path.unlink()
    bring(first, tmp_path)
    assert export(accounts=accounts) == first
    assert {path: path.read_bytes() for path in before} == before
    assert Account.objects.exists() is accounts
    assert AuditEntry.objects.exists() is accounts


def test_what_people_read_is_there_in_files_of_its_own(house: Article) -> None:
    found = contents(export())
    folder = f"articles/{house.slug}"
    said = json.loads(found[f"{folder}/article.json"])
    assert said["bylines"] == ["The Wren"]
    assert said["replies"][0]["text"] == "Well said."
    texts = {name for name in found if name.startswith(f"{folder}/revision-")}
    assert len(texts) == 2 * Revision.objects.filter(article=house).count()
    newest = max(name for name in texts if name.endswith(".md"))
    assert b"The oven is lit." in found[newest]
    assert b">The oven is lit.</p>" in found[newest.replace(".md", ".html")]
    assert len([name for name in found if name.startswith("media/")]) >= 3


def test_without_accounts_nothing_leads_from_a_byline_to_an_account(house: Article) -> None:
    data = b"".join(contents(export()).values())
    for account in Account.objects.all():
        for canary in (account.username, str(account.pk), account.pk.hex):
            assert canary.encode() not in data
    assert b"ana@example.org" not in data
    with_accounts = b"".join(contents(export(accounts=True)).values())
    assert b"zebulon-of-the-mill" in with_accounts
    assert b"ana@example.org" in with_accounts


def test_a_table_that_needs_an_account_is_in_no_export_without() -> None:
    names = {label(model) for model in exported(accounts=True)}
    assert names >= WITHOUT_ACCOUNTS
    assert not names & NEVER
    for model in exported(accounts=False):
        for field, kept in columns(model, accounts=False):
            assert kept or field.null or field.get_internal_type() == "CharField", (
                f"{label(model)}.{field.name} cannot be empty: take {label(model)} out of "
                "WITHOUT_ACCOUNTS, or what it points to in."
            )


@pytest.mark.one_database
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(documents(3), min_size=1, max_size=2))
def test_any_texts_come_back_as_they_were(texts: list[dict[str, Any]], tmp_path: Path) -> None:
    with transaction.atomic():
        wipe()
        make_publication()
        for text in texts:
            article = make_published()
            Draft.objects.filter(article=article).update(document=text)
            Revision.objects.filter(article=article).update(document=text)
            if not Draft.objects.filter(article=article).exists():
                Draft.objects.create(article=article, document=text)
        first = export()
        wipe()
        bring(first, tmp_path)
        assert export() == first
        stored = Revision.objects.values_list("document", flat=True)
        assert sorted(map(json.dumps, stored)) == sorted(map(json.dumps, texts))


def test_markdown_is_read_back_as_the_same_text() -> None:
    source = (
        "A *word* and **two**, ~~three~~, `four`, [five](https://example.org/), and a note.[^1]\n"
        "\n## A heading\n\n- one\n- two\n\n1. first\n2. second\n\n"
        "> Said.\n>\n> — Ana; baker\n\n```verse\nA line\n  indented\n\nanother\n```\n\n"
        "| a | b |\n| --- | --- |\n| c | d |\n\n***\n\n1\\. no list, \\*no star\\*\n\n"
        "```python\nprint(1)\n```\n\n[^1]: What it says.\n"
    )

    def read(text: str) -> dict[str, Any]:
        made = document_from_markdown(text, title="", standfirst="", picture=lambda _: None)
        assert made.warnings == []
        return made.document

    assert read(markdown_of(read(source))) == read(source)


# --- what is refused ------------------------------------------------------------------------------


Change = Callable[[dict[str, bytes]], None]


def _row(name: str, **values: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        first, *rest = files[name].splitlines(keepends=True)
        files[name] = json.dumps(json.loads(first) | values).encode() + b"\n" + b"".join(rest)

    return change


def _said(**values: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        files["export.json"] = json.dumps(json.loads(files["export.json"]) | values).encode()

    return change


BAD_LINK = {
    "type": "doc",
    "content": [
        *({"type": "title"}, {"type": "standfirst"}),
        {
            "type": "paragraph",
            "content": [
                {
                    "type": "text",
                    "text": "here",
                    "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}],
                }
            ],
        },
    ],
}
WRONG: dict[str, tuple[Change, str]] = {
    "a script in a text": (_row("tables/articles.Revision.jsonl", document=BAD_LINK), "line 1 has"),
    "another column": (_row("tables/articles.Article.jsonl", evil=1), "has not the columns"),
    "a value that is none": (_row("tables/articles.Article.jsonl", round="many"), "has no round"),
    "a state that is none": (_row("tables/articles.Article.jsonl", state="evil"), "is no row"),
    "a row that hangs loose": (
        _row("tables/articles.Article.jsonl", section_id=987_654),
        "does not hold together",
    ),
    "a row too few": (
        lambda files: files.update({"tables/articles.Topic.jsonl": b""}),
        "holds 0 rows of articles.Topic",
    ),
    "noise": (lambda files: files.update({"tables/articles.Topic.jsonl": b"{[\n"}), "is no JSON"),
    "accounts by the back door": (
        lambda files: files.update({"tables/people.Account.jsonl": b""}),
        "which no export holds",
    ),
    "a table too few": (lambda files: void(files.pop("tables/articles.Topic.jsonl")), "lacks"),
    "no picture": (
        lambda files: files.update(
            {name: b"<svg onload=x>" for name in files if name.endswith(".jpg")}
        ),
        "is no picture",
    ),
    "another version's tables": (_said(migrations={}), "tables differ"),
    "a newer form": (_said(version=2), "newer"),
    "another program's": (_said(format="other"), "no export"),
}


def void(_: object) -> None:
    """Forget what a change gives back."""


@pytest.mark.one_database
def test_what_is_no_whole_export_is_refused_and_nothing_is_brought_in(
    house: Article, tmp_path: Path
) -> None:
    files = contents(export())
    wipe()
    path = tmp_path / "wrong.zip"
    for change, said in WRONG.values():
        changed = dict(files)
        change(changed)
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in changed.items():
                archive.writestr(name, data)
        with pytest.raises(ExportRefused, match=said):
            read_export(path)
        assert not any(rows_of(model).exists() for model in exported(accounts=True))
    for data in (b"", b"PK\x03\x04 no more", b"\x1f\x8b"):
        path.write_bytes(data)
        assert not is_export(path)
        with pytest.raises(ExportRefused, match="no export"):
            read_export(path)


@pytest.mark.one_database
def test_an_export_is_cut_nowhere_unseen(house: Article, tmp_path: Path) -> None:
    whole = export()
    wipe()
    path = tmp_path / "cut.zip"
    for end in range(0, len(whole), len(whole) // 20 or 1):
        path.write_bytes(whole[:end])
        with pytest.raises(ExportRefused):
            read_export(path)
    assert not Publication.objects.exists()


def test_a_house_that_holds_a_publication_is_left_alone(house: Article, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(export())
    with pytest.raises(ExportRefused, match="already"):
        read_export(path)
    assert Article.objects.count() == 2


def test_the_command_writes_it_and_tells_the_ledger(house: Article, tmp_path: Path) -> None:
    from writingviews.porting.export.command import export_house

    line, missing = export_house(tmp_path / "out.zip", accounts=True, told=lambda *_: None)
    assert "2 articles" in line
    assert missing == ()
    assert [path.name for path in tmp_path.iterdir()] == ["out.zip"]
    assert (tmp_path / "out.zip").stat().st_mode & 0o077 == 0
    entry = AuditEntry.objects.order_by("id").last()
    assert entry is not None
    assert (entry.verb, entry.details) == ("export", {"accounts": True, "form": "whole"})
