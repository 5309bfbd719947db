"""The publication keeps the public key that its readers were told, and signs with no other."""

import re
from pathlib import Path

import pytest
from django.db import OperationalError

from writingviews.articles.selectors import public_key
from writingviews.articles.services.publication import record_public_key, set_up_publication
from writingviews.cli import main
from writingviews.editions.pocket.command import MirrorRefused, make_key
from writingviews.editions.pocket.recorded import RecordAway, new_recorded_key, settle_key
from writingviews.editions.tests.small_tree import ADDRESS, Small
from writingviews.ledger.models import AuditEntry, Change, ChangeKind
from writingviews.site.publication_view import PublicationView
from writingviews.site.standing_pages import about_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(small: Small) -> Path:
    set_up_publication(name="The Window", languages=("en", "fa", "ar", "es"))
    Change.objects.all().delete()
    return small.settings.folder


def test_a_new_key_is_recorded_and_printed_in_every_language(tmp_path: Path, house: Path) -> None:
    made = new_recorded_key(tmp_path / "k", house, None, unvouched=False)
    assert public_key() == made.line
    assert [change.kind for change in Change.objects.all()] == [ChangeKind.PUBLICATION]
    entry = AuditEntry.objects.get(verb="record key")
    assert entry.details == {"key": made.line, "former": ""}
    site = PublicationView.read()
    for language in site.languages:
        assert f'<code dir="ltr">{made.line}</code>' in about_page(site, language)


def test_no_key_no_word_of_it(house: Path) -> None:
    assert 'id="key"' not in about_page(PublicationView.read(), "en")


def test_nothing_of_the_private_key_is_in_the_database_or_the_folder(
    tmp_path: Path, house: Path
) -> None:
    new_recorded_key(tmp_path / "k", house, None, unvouched=False)
    secret = (tmp_path / "k").read_text("ascii").splitlines()[1]
    assert secret not in str(list(AuditEntry.objects.values())) + public_key()
    for path in house.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_the_first_key_that_signs_is_recorded(small: Small, house: Path) -> None:
    assert settle_key(small.key, house) == small.public.line
    assert public_key() == small.public.line
    assert settle_key(small.key, house) == ""
    assert Change.objects.count() == 1


def test_another_key_than_the_recorded_is_refused(
    small: Small, house: Path, tmp_path: Path
) -> None:
    settle_key(small.key, house)
    other = make_key(tmp_path / "other", house)
    with pytest.raises(MirrorRefused, match=re.escape(small.public.line)) as refused:
        settle_key(tmp_path / "other", house)
    assert other.line in str(refused.value)
    assert "--former-key" in str(refused.value)
    assert public_key() == small.public.line


def test_a_second_key_follows_the_first_or_gives_it_up(
    small: Small, house: Path, tmp_path: Path
) -> None:
    settle_key(small.key, house)
    with pytest.raises(MirrorRefused, match="--unvouched"):
        new_recorded_key(tmp_path / "a", house, None, unvouched=False)
    assert not (tmp_path / "a").exists()
    second = new_recorded_key(tmp_path / "a", house, small.key, unvouched=False)
    assert public_key() == second.line
    with pytest.raises(MirrorRefused):
        settle_key(small.key, house)
    third = new_recorded_key(tmp_path / "b", house, None, unvouched=True)
    assert public_key() == third.line


def test_a_key_that_was_never_told_vouches_for_nothing(
    small: Small, house: Path, tmp_path: Path
) -> None:
    settle_key(small.key, house)
    make_key(tmp_path / "other", house)
    with pytest.raises(MirrorRefused, match="worth nothing"):
        new_recorded_key(tmp_path / "a", house, tmp_path / "other", unvouched=False)
    assert not (tmp_path / "a").exists()


def test_a_key_for_which_the_recorded_one_vouched_is_taken_up(
    small: Small, house: Path, tmp_path: Path
) -> None:
    """As after a backup was restored that is older than the new key."""
    record_public_key(actor=None, key=small.public.line)
    heir = make_key(tmp_path / "heir", house, small.key)
    assert settle_key(tmp_path / "heir", house) == heir.line
    thief = make_key(tmp_path / "thief", house)
    word = (tmp_path / "heir.pub.minisig").read_bytes()
    (tmp_path / "thief.pub.minisig").write_bytes(word)
    with pytest.raises(MirrorRefused, match=re.escape(thief.line)):
        settle_key(tmp_path / "thief", house)


def _away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError("the disk is gone")

    monkeypatch.setattr("writingviews.editions.pocket.recorded.public_key", away)


def test_without_the_database_no_key_is_made(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _away(monkeypatch)
    with pytest.raises(RecordAway, match="the disk is gone"):
        new_recorded_key(tmp_path / "a", house, None, unvouched=False)
    assert not (tmp_path / "a").exists()


def test_without_the_database_a_mirror_is_made_and_the_doubt_is_said(
    small: Small,
    house: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("WRITINGVIEWS_ADDRESS", ADDRESS)
    _away(monkeypatch)
    asked = ["mirror", str(tmp_path / "m"), "--key", str(small.key), "--dir", str(house)]
    assert main(asked) == 0
    assert "could not be looked up: the disk is gone" in capsys.readouterr().err
