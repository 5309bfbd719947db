"""What somebody takes along, and what is left of them in the house."""

import io
import json
import time
import zipfile
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.ledger.models import Change
from writingviews.people.models import Account, Byline, BylineKind
from writingviews.people.services import take_byline

from .conftest import IN_REVIEW, PUBLISHED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
LEAVING = "/account/leaving/"


@pytest.fixture()
def surely() -> Callable[[Account], Client]:
    """A browser of somebody who was asked again a moment ago."""

    def make(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(account.pk)
        session.save()
        return client

    return make


def leave(client: Client, published: str, name: str = "w-account") -> int:
    return client.post(LEAVING, {"published": published, "name": name}).status_code


def anywhere(needle: str) -> list[str]:
    """Return the tables in which somebody is still to be found."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if needle.lower() in repr(list(model._default_manager.values())).lower()
    ]


def test_whoever_leaves_is_asked_again_who_they_are(cast: Cast, see: See) -> None:
    client = see(cast.writer)
    assert client.get(LEAVING).status_code == 200
    for answer in (
        client.post(LEAVING, {"published": "stay", "name": "w-account"}),
        client.get(f"{LEAVING}mine/"),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/reauthenticate/")
    assert see(None).get(LEAVING)["Location"].startswith("/account/login/")
    assert Account.objects.filter(id=cast.writer.id).exists()


def test_all_that_is_mine_is_one_file_and_nothing_of_others(
    cast: Cast, surely: Callable[[Account], Client], piece: Make
) -> None:
    piece(filed=False, title="Not finished", text="A draft of mine.")
    piece(*PUBLISHED, title="The oven")
    piece(*PUBLISHED, title="Another's", by=cast.second_writer)
    answer = surely(cast.writer).get(f"{LEAVING}mine/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("account.json"))
        texts = b"".join(archive.read(name) for name in names).decode()
    assert told["name"] == "w-account"
    assert [one["name"] for one in told["bylines"]] == ["Mira Talab"]
    assert {"submit"} <= {one["verb"] for one in told["acts"]}
    assert sum(name.endswith("/text.json") for name in names) == 2
    assert "A draft of mine." in texts and "The oven" in texts
    assert "Another's" not in texts and "Jo Okafor" not in texts


def test_an_account_goes_and_its_pieces_stay_under_their_names(
    cast: Cast, surely: Callable[[Account], Client], piece: Make
) -> None:
    draft, under_way = piece(filed=False), piece(*IN_REVIEW, title="Under way")
    shown, client = piece(*PUBLISHED, title="Shown"), surely(cast.writer)
    gone = str(cast.writer.id).replace("-", "")
    assert leave(client, "stay") == 200
    assert anywhere("w-account") == []
    kept = anywhere(f"UUID('{cast.writer.id}')")
    assert kept == ["ledger_auditentry"], f"an id that leads to nobody ({gone})"
    assert not Article.objects.filter(id=draft.id).exists()
    assert Article.objects.get(id=under_way.id).state == State.WITHDRAWN
    stays = Article.objects.get(id=shown.id)
    assert stays.state == State.PUBLISHED
    assert [one.byline.name for one in stays.article_bylines.all()] == ["Mira Talab"]
    assert client.get("/account/").status_code == 302


def test_the_names_become_a_former_writer(
    cast: Cast, surely: Callable[[Account], Client], piece: Make
) -> None:
    one, other = piece(*PUBLISHED, title="One"), piece(*PUBLISHED, title="Other")
    Change.objects.all().delete()
    assert leave(surely(cast.writer), "former") == 200
    for article in (one, other):
        [row] = Article.objects.get(id=article.id).article_bylines.all()
        assert row.byline.name == "A former writer"
        change = Change.objects.get(subject_id=str(article.id))
        assert change.before is not None
        assert change.before["bylines"] == ["mira-talab"], "that page has to go, too"
    assert not Byline.objects.filter(name="Mira Talab").exists()
    assert Byline.objects.filter(name="A former writer").count() == 1


def test_somebodys_own_name_is_not_the_former_writers(
    cast: Cast, surely: Callable[[Account], Client], piece: Make
) -> None:
    """Else whoever called themselves so first would get the pieces of all who leave."""
    taken = take_byline(account=cast.stranger, name="A former writer", kind=BylineKind.COLLECTIVE)
    shown = piece(*PUBLISHED)
    assert leave(surely(cast.writer), "former") == 200
    [row] = Article.objects.get(id=shown.id).article_bylines.all()
    assert row.byline.name == "A former writer"
    assert row.byline_id != taken.id


def test_what_readers_have_is_taken_down_but_what_others_write_too_stays_theirs(
    cast: Cast, surely: Callable[[Account], Client], piece: Make
) -> None:
    mine, ours = piece(*PUBLISHED, title="Mine"), piece(*PUBLISHED, title="Ours")
    add_contributor(account=cast.second_writer, article_id=ours.id)
    assert leave(surely(cast.writer), "go") == 200
    assert Article.objects.get(id=mine.id).state == State.TAKEN_DOWN
    assert Article.objects.get(id=ours.id).state == State.PUBLISHED
    assert not Byline.objects.filter(name="Mira Talab").exists(), "the name goes from both"


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"name": "someone"}, "name"), ({"published": "burn"}, "published"), ({"name": ""}, "name")],
)
def test_a_slip_of_the_hand_deletes_nobody(
    cast: Cast, surely: Callable[[Account], Client], sent: dict[str, str], field: str
) -> None:
    client = surely(cast.writer)
    answer = client.post(LEAVING, {"published": "stay", "name": "w-account", **sent})
    assert answer.status_code == 422
    assert list(answer.context["page"].form.errors) == [field]
    assert Account.objects.filter(id=cast.writer.id).exists()


def test_the_last_publisher_cannot_leave(cast: Cast, surely: Callable[[Account], Client]) -> None:
    assert leave(surely(cast.publisher), "stay", name="p-account") == 200
    answer = surely(cast.editor).post(LEAVING, {"published": "stay", "name": "e-account"})
    assert answer.status_code == 422
    assert "only publisher" in answer.text
