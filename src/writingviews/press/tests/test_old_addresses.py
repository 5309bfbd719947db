"""Readers who come to where a piece stood before it came to this house are sent on."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.lifecycle import Verb
from writingviews.articles.old_addresses import lead_on, old_address
from writingviews.articles.services.moving import Move, change_slug, move_article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_publication,
    make_published,
)
from writingviews.people.models import Role
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.search.services import rebuild_index


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/2020/05/salt/", "/2020/05/salt/"),
        ("/2020//05/salt", "/2020/05/salt/"),
        ("/2019/01/sea.html", "/2019/01/sea.html"),
        ("/salt/index.html", "/salt/"),
        ("/%D9%86%D9%85%DA%A9/", "/نمک/"),
        ("/articles/salt/", None),
        ("/Desk/", None),
        ("/fa/salt/", None),
        ("/a/../b/", None),
        ("/a.html/b/", None),
        ("/feed.php", None),
        ("/.git/config", None),
        ("/%ff/", None),
        ("/a%00b/", None),
        ("/" + "a" * 400, None),
        ("/", None),
        ("salt", None),
    ],
)
def test_only_a_path_that_no_page_of_the_house_has_leads_on(path: str, address: str | None) -> None:
    assert old_address(path) == address


@pytest.mark.django_db
def test_the_page_follows_its_article(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en", "fa")
    rebuild_index()
    rebuild()
    editor = make_account("editor", Role.EDITOR, Role.PUBLISHER)
    article, other = make_published("Salt"), make_published("Other")
    assert lead_on(article, "/2020/05/salt/")
    assert lead_on(article, "/2020/05/salt")
    assert not lead_on(other, "/2020/05/salt/")
    print_pending()
    tree = house_tree()
    status = tree.root / "2020/05/salt/index.html.status"

    assert status.read_text().split() == ["301", f"/articles/{article.slug}/"]
    change_slug(actor=editor, article_id=article.pk, wanted="brine")
    print_pending()
    assert status.read_text().split() == ["301", "/articles/brine/"]
    assert check_tree().equal
    move_article(
        actor=editor,
        article_id=article.pk,
        move=Move(Verb.TAKE_DOWN),
        document=None,
        now=FIRST_DAY + timedelta(days=1),
    )
    print_pending()
    assert check_tree().equal
