"""Walk 1: `make demo` furnishes a publication, serves it, and says where and for whom."""

import json
import time
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests import serving
from tests.conftest import Demo, NewPage

from .hands import sign_in

pytestmark = pytest.mark.browser

CAST = ("writer", "writer2", "editor", "publisher", "moderator")
LANGUAGES = ("en", "fa", "ar", "es")


def test_the_command_says_where_it_serves_and_who_can_sign_in(demo: Demo) -> None:
    assert f"The site       {demo.address}/" in demo.said
    assert f"The house      {demo.address}/desk/" in demo.said
    lines = [line.split() for line in demo.said.splitlines()]
    for role in CAST:
        login = demo.accounts[role]
        assert [role, login.username, login.password] in lines
    assert "Traceback" not in demo.said


def test_the_accounts_file_is_the_owner_s_alone(demo: Demo) -> None:
    accounts = demo.folder / "demo-accounts.json"
    assert tuple(json.loads(accounts.read_text(encoding="utf-8"))) == CAST
    assert accounts.stat().st_mode & 0o077 == 0


def test_sixty_articles_stand_there_in_four_languages(demo: Demo) -> None:
    languages: Counter[str] = Counter()
    for page in (demo.folder / "tree" / "articles").glob("*/index.html"):
        languages[page.read_text(encoding="utf-8").split('lang="', 1)[1][:2]] += 1
    assert languages.total() >= 60
    assert set(languages) == set(LANGUAGES)
    assert min(languages.values()) >= 10


def test_a_second_demo_takes_seconds_and_leaves_everything_as_it_was(demo: Demo) -> None:
    before = demo.folder.joinpath("tree/feed.xml").stat().st_mtime_ns
    accounts = demo.accounts
    began = time.monotonic()
    port = demo.address.rpartition(":")[2]
    serving.command(demo.folder, "demo", "--no-serve", "--dir", str(demo.folder), "--port", port)
    took = time.monotonic() - began
    assert took < 20, f"{took:.1f} s"
    assert demo.accounts == accounts
    assert demo.folder.joinpath("tree/feed.xml").stat().st_mtime_ns == before


@pytest.mark.parametrize("role", CAST)
def test_everybody_of_the_cast_can_sign_in(demo: Demo, new_page: NewPage, role: str) -> None:
    page = new_page()
    sign_in(page, demo.accounts[role])
    expect(page.get_by_role("link", name="Desk", exact=True)).to_be_visible()
    doors = {"editor": "Newsroom", "publisher": "Settings", "moderator": "Replies"}
    for door in doors.values():
        shown = page.get_by_role("navigation").get_by_role("link", name=door).count() > 0
        if doors.get(role) == door:
            assert shown, f"{role} has no door to {door}"
        elif role.startswith("writer"):
            assert not shown, f"{role} is shown the door to {door}"
