"""The authority stores what keeps the rules, once, in order; nothing else."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article, ArticleByline, Revision
from writingviews.articles.services.revising import freeze_revision
from writingviews.desk import authority
from writingviews.desk.authority import BatchRefused, Behind, NotEditable, StoredStep, Submitted
from writingviews.desk.models import Draft, Step
from writingviews.desk.selectors import current_document, living_titles, name_on_sheet
from writingviews.document.validate import EMPTY_DOCUMENT
from writingviews.people.models import Account, BylineKind
from writingviews.people.services import take_byline

from .typing_hand import BODY, TITLE, body, heading, typed

pytestmark = pytest.mark.django_db(transaction=True)
WRITER = frozenset({Part.WRITER})


def send(
    article: Article,
    actor: Account,
    *steps: dict[str, object],
    base: int,
    batch: int = 1,
    client: str = "a" * 16,
    parts: frozenset[Part] = WRITER,
) -> list[StoredStep]:
    return authority.commit(
        article.id, base=base, client=client, batch=batch, steps=steps, actor=actor, parts=parts
    )


def revision_saying(article: Article, words: str) -> Revision:
    document = {
        "type": "doc",
        "content": [
            {"type": "title"},
            {"type": "standfirst"},
            {"type": "paragraph", "content": [{"type": "text", "text": words}]},
        ],
    }
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return freeze_revision(article=article, document=document, why="imported", now=now)


class TestWhatADraftBeginsWith:
    def test_a_new_article_begins_empty(self, article: Article) -> None:
        text = authority.load(article)
        assert text.version == 0
        assert text.document.child_count == len(EMPTY_DOCUMENT["content"])

    def test_an_imported_article_begins_with_its_latest_revision(self, article: Article) -> None:
        revision_saying(article, "older")
        revision_saying(article, "newer")
        assert body(authority.load(article).document) == "newer"

    def test_looking_begins_no_draft(self, article: Article) -> None:
        assert current_document(article)[0] == 0
        assert not Draft.objects.exists()

    def test_loading_twice_begins_one_draft(self, article: Article) -> None:
        authority.load(article)
        authority.load(article)
        assert Draft.objects.count() == 1


class TestStoring:
    def test_what_is_typed_is_there_for_another_process(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        stored = send(article, writer, typed("Hel", BODY), typed("lo", BODY + 3), base=0)
        assert [one.version for one in stored] == [1, 2]
        authority.forget()
        version, document = current_document(article)
        assert version == 2
        assert document["content"][2]["content"][0]["text"] == "Hello"

    def test_lists_read_the_living_title(self, article: Article, writer: Account) -> None:
        assert living_titles([article.id]) == {}
        authority.load(article)
        assert living_titles([article.id]) == {article.id: ""}
        send(article, writer, typed("The night bus", TITLE), base=0)
        assert living_titles([article.id]) == {article.id: "The night bus"}

    def test_a_very_long_title_is_cut_in_lists_alone(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        send(article, writer, typed("x" * 900, TITLE), base=0)
        assert living_titles([article.id]) == {article.id: "x" * 400}
        assert authority.load(article).document.child(0).text_content == "x" * 900

    def test_the_log_knows_who_typed(self, article: Article, writer: Account) -> None:
        authority.load(article)
        send(article, writer, typed("x", BODY), base=0, batch=7)
        step = Step.objects.get()
        assert (step.account, step.batch, step.client) == (writer, 7, "a" * 16)

    def test_long_logs_are_read_from_a_snapshot(self, article: Article, writer: Account) -> None:
        authority.load(article)
        for base in range(authority.SNAPSHOT_EVERY + 5):
            send(article, writer, typed("x", BODY), base=base, batch=base + 1)
        draft = Draft.objects.get()
        assert draft.document_version == authority.SNAPSHOT_EVERY
        authority.forget()
        assert body(authority.load(article).document) == "x" * (authority.SNAPSHOT_EVERY + 5)

    def test_a_commit_costs_three_queries(
        self, article: Article, writer: Account, django_assert_num_queries: object
    ) -> None:
        authority.load(article)
        with django_assert_num_queries(3 + 2):  # type: ignore[operator]  # BEGIN and COMMIT count
            send(article, writer, typed("x", BODY), base=0)


class TestRefusing:
    def test_a_step_that_breaks_a_rule_stores_nothing(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        with pytest.raises(BatchRefused, match="level"):
            send(article, writer, heading(7), base=0)
        assert not Step.objects.exists()
        assert Draft.objects.get().version == 0

    def test_a_good_step_before_a_bad_one_is_not_stored_either(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        with pytest.raises(BatchRefused):
            send(article, writer, typed("good", BODY), typed("bad", 4000), base=0)
        assert not Step.objects.exists()
        assert body(authority.load(article).document) == ""

    def test_a_title_takes_no_paragraph(self, article: Article, writer: Account) -> None:
        authority.load(article)
        step = {
            "stepType": "replace",
            "from": TITLE,
            "to": TITLE,
            "slice": {"content": [{"type": "paragraph"}]},
        }
        with pytest.raises(BatchRefused):
            send(article, writer, step, base=0)

    @pytest.mark.parametrize("steps", [[], [typed("x", BODY)] * (authority.MOST_STEPS + 1)])
    def test_none_and_too_many_are_refused(
        self, article: Article, writer: Account, steps: list[dict[str, object]]
    ) -> None:
        authority.load(article)
        with pytest.raises(BatchRefused, match="edits at once"):
            send(article, writer, *steps, base=0)

    def test_a_version_the_house_never_had_is_refused(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        with pytest.raises(BatchRefused, match="older text"):
            send(article, writer, typed("x", BODY), base=3)

    @pytest.mark.parametrize(
        ("state", "parts", "may"),
        [
            (State.DRAFT, WRITER, True),
            (State.CHANGES_ASKED, WRITER, True),
            (State.ACCEPTED, WRITER, False),
            (State.ACCEPTED, frozenset({Part.EDITOR}), True),
            (State.WITHDRAWN, frozenset({Part.EDITOR}), False),
            (State.DRAFT, frozenset(), False),
        ],
    )
    def test_the_state_says_who_may_write(
        self, article: Article, writer: Account, state: State, parts: frozenset[Part], *, may: bool
    ) -> None:
        authority.load(article)
        Article.objects.update(state=state)
        if may:
            assert send(article, writer, typed("x", BODY), base=0, parts=parts)
        else:
            with pytest.raises(NotEditable):
                send(article, writer, typed("x", BODY), base=0, parts=parts)
            assert not Step.objects.exists()


class TestLateAndRepeatedBatches:
    def test_a_late_batch_is_turned_back_with_what_it_missed(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        send(article, writer, typed("first", BODY), base=0)
        with pytest.raises(Behind) as late:
            send(article, writer, typed("second", BODY), base=0, client="b" * 16)
        assert [one.step for one in late.value.missed] == [typed("first", BODY)]
        assert body(authority.load(article).document) == "first"

    def test_a_late_batch_that_comes_near_nothing_is_moved_and_stored(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        send(article, writer, typed("first", TITLE), base=0)
        stored = send(article, writer, typed("second", BODY), base=0, client="b" * 16)
        assert [(one.version, one.step) for one in stored] == [(2, typed("second", BODY + 5))]
        assert body(authority.load(article).document) == "second"
        # Sent again, as after a cut: the same, once.
        assert send(article, writer, typed("second", BODY), base=0, client="b" * 16) == stored
        assert Step.objects.count() == 2

    def test_a_late_batch_is_moved_to_no_state_in_which_it_may_not_be_stored(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        send(article, writer, typed("first", TITLE), base=0)
        Article.objects.update(state=State.ACCEPTED)
        with pytest.raises(NotEditable):
            send(article, writer, typed("second", BODY), base=0, client="b" * 16)
        assert Step.objects.count() == 1

    def test_a_repeated_batch_is_acknowledged_and_stored_once(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        once = send(article, writer, typed("a", BODY), typed("b", BODY + 1), base=0)
        send(article, writer, typed("c", BODY), base=2, client="b" * 16)
        again = send(article, writer, typed("a", BODY), typed("b", BODY + 1), base=0)
        assert again == once
        assert Step.objects.count() == 3

    def test_a_repeat_that_has_grown_is_acknowledged_for_what_was_stored(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        send(article, writer, typed("a", BODY), base=0)
        again = send(article, writer, typed("a", BODY), typed("b", BODY + 1), base=0)
        assert [one.version for one in again] == [1]
        assert Step.objects.count() == 1

    def test_the_same_number_from_another_sheet_is_no_repeat(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        send(article, writer, typed("a", BODY), base=0)
        with pytest.raises(Behind):
            send(article, writer, typed("a", BODY), base=0, client="b" * 16)


class TestStoredTogether:
    @staticmethod
    def batch(writer: Account, step: dict[str, object], sheet: str, base: int = 0) -> Submitted:
        return Submitted(base, sheet * 16, 1, [step], writer, WRITER)

    def test_one_that_is_refused_takes_none_of_the_others_with_it(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        one, bad, two, near, again = authority.commit_all(
            article.id,
            [
                self.batch(writer, typed("one", BODY), "a"),
                self.batch(writer, heading(7), "b", base=1),
                self.batch(writer, typed("two", TITLE), "c"),
                self.batch(writer, typed("near", BODY), "d"),
                self.batch(writer, typed("one", BODY), "a"),
            ],
        )
        assert isinstance(bad, BatchRefused)
        assert isinstance(near, Behind)
        assert [step.step for step in near.missed] == [typed("one", BODY), typed("two", TITLE)]
        assert isinstance(one, list)
        assert isinstance(two, list)
        assert again == one
        assert [step.version for step in one + two] == [1, 2]
        assert Step.objects.count() == 2
        authority.forget()
        assert body(authority.load(article).document) == "one"

    def test_whose_each_step_is_stays_told(
        self, article: Article, writer: Account, stranger: Account
    ) -> None:
        authority.load(article)
        authority.commit_all(
            article.id,
            [
                self.batch(writer, typed("one", BODY), "a"),
                self.batch(stranger, typed("two", TITLE), "b"),
            ],
        )
        assert list(Step.objects.values_list("client", "account")) == [
            ("a" * 16, writer.pk),
            ("b" * 16, stranger.pk),
        ]


class TestManyHands:
    def test_two_threads_lose_and_double_nothing(self, article: Article, writer: Account) -> None:
        authority.load(article)
        together = Barrier(2)

        def type_letters(letter: str) -> None:
            base = 0
            together.wait()
            for batch in range(1, 26):
                while True:
                    try:
                        stored = send(
                            article,
                            writer,
                            typed(letter, BODY),
                            base=base,
                            batch=batch,
                            client=letter * 16,
                        )
                    except Behind as behind:
                        base = behind.missed[-1].version
                    else:
                        base = stored[-1].version
                        break
            connections.close_all()

        hands = [Thread(target=type_letters, args=(letter,)) for letter in "ab"]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        authority.forget()
        text = authority.load(article)
        assert text.version == 50
        assert sorted(body(text.document)) == sorted("a" * 25 + "b" * 25)
        assert list(Step.objects.values_list("version", flat=True)) == list(range(1, 51))

    def test_two_processes_lose_and_double_nothing(self, article: Article, writer: Account) -> None:
        authority.load(article)
        hands = [typing_process(article, writer, letter, 20) for letter in "ab"]
        for hand in hands:
            said, _ = hand.communicate(timeout=60)
            assert hand.returncode == 0
            assert len(said.split()) == 20
        text = authority.load(article)
        assert text.version == 40
        assert sorted(body(text.document)) == sorted("a" * 20 + "b" * 20)

    def test_what_was_acknowledged_before_a_kill_is_there(
        self, article: Article, writer: Account
    ) -> None:
        authority.load(article)
        hand = typing_process(article, writer, "a", 100_000)
        assert hand.stdout is not None
        acknowledged = [int(hand.stdout.readline()) for _ in range(30)][-1]
        hand.send_signal(signal.SIGKILL)
        rest, _ = hand.communicate()
        acknowledged = int(rest.split()[-1]) if rest.split() else acknowledged
        text = authority.load(article)
        # One more may have been committed whose word did not get out.
        assert acknowledged <= text.version <= acknowledged + 1
        assert body(text.document) == "a" * text.version


def typing_process(
    article: Article, account: Account, letter: str, count: int
) -> "subprocess.Popen[str]":
    database = str(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "writingviews.desk.tests.typing_hand",
            database,
            str(article.id),
            str(account.pk),
            letter,
            str(count),
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "writingviews.config.testing"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_caret_never_bears_a_name_that_its_writer_did_not_choose(
    article: Article, writer: Account, editor: Account
) -> None:
    assert name_on_sheet(writer, article).known == "A writer"
    assert name_on_sheet(editor, article).known == "An editor"
    own = take_byline(account=writer, name="Tamsin Achterberg")
    assert name_on_sheet(writer, article).known == "Tamsin Achterberg"
    pen = take_byline(account=writer, name="Heron", kind=BylineKind.PEN)
    assert name_on_sheet(writer, article).known == "A writer"
    ArticleByline.objects.create(article=article, byline=pen)
    assert name_on_sheet(writer, article).known == "Heron"
    assert own.name not in name_on_sheet(editor, article).known
