"""The index finds what was put in, whichever way it is spelled, and survives its own loss."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writingviews.search import index as index_module
from writingviews.search.index import Filters, IndexedArticle, IndexMissing, SearchIndex
from writingviews.search.query import asked

_numbers = count(1)


def article(
    title: str = "",
    body: str = "",
    *,
    standfirst: str = "",
    language: str = "en",
    kind: str = "essay",
    section: str = "culture",
    year: int = 2026,
    bylines: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
) -> IndexedArticle:
    number = next(_numbers)
    return IndexedArticle(
        id=UUID(int=number),
        language=language,
        kind=kind,
        section=section,
        published_at=datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        slug=f"piece-{number}",
        title=title,
        standfirst=standfirst,
        body=body,
        bylines=bylines,
        topics=topics,
        writers=tuple(name.lower() for name in bylines),
    )


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    index = SearchIndex(tmp_path / "search")
    index.rebuild([])
    return index


def found(
    index: SearchIndex,
    query: str,
    language: str | None = None,
    *,
    kind: str | None = None,
    section: str | None = None,
    year: int | None = None,
) -> list[UUID]:
    filters = Filters(language=language, kind=kind, section=section, year=year)
    hits, total = index.search(asked(query, language), filters, limit=50)
    assert total == len(hits)
    return [hit.id for hit in hits]


#: What stands in the text, what a reader types.
SPELLINGS = {
    "Arabic yeh typed": ("گفتگو با علی دربارهٔ موسیقی", "موسيقي"),
    "Persian yeh typed": ("گفتگوي ما با علي", "علی"),
    "Arabic kaf typed": ("تاریخ کاغذ", "كاغذ"),
    "Persian kaf typed": ("تاريخ كاغذ", "کاغذ"),
    "alef without madda": ("آزادی بیان", "ازادی"),
    "alef without hamza": ("سورهٔ إسراء و أحمد", "احمد"),
    "teh marbuta as heh": ("المدرسة القديمة", "القديمه"),
    "heh as teh marbuta": ("خاطره کهنه", "خاطرة"),
    "tatweel in the text": ("ســــلام بر شما", "سلام"),
    "tatweel typed": ("سلام بر شما", "ســلام"),
    "vowel signs in the text": ("كَتَبَ الوَلَدُ", "كتب"),
    "vowel signs typed": ("كتب الولد", "كَتَبَ"),
    "tanwin dropped": ("کاملاً روشن", "کاملا"),
    "ezafe hamza dropped": ("خانهٔ پدری", "خانه"),
    "ezafe in one letter": ("خانۀ پدری", "خانه"),
    "hamza on waw dropped": ("مؤسسه نشر", "موسسه"),
    "hamza on waw typed": ("موسسه نشر", "مؤسسه"),
    "hamza on yeh as yeh": ("پائیز طلایی", "پاییز"),
    "hamza on waw for yeh": ("مسئول صفحه", "مسؤول"),
    "hamza on yeh for waw": ("مسؤول صفحه", "مسئول"),
    "no hamza at all": ("مسئول صفحه", "مسوول"),
    "hamza on alef for yeh": ("مسئلهٔ ما", "مسأله"),
    "last hamza dropped": ("ابتداء کار", "ابتدا"),
    "last hamza typed": ("ابتدا بود", "ابتداء"),
    "non-joiner dropped": ("او می‌خواند", "میخواند"),
    "non-joiner typed": ("او میخواند", "می‌خواند"),
    "space for a non-joiner": ("او می‌خواند", "می خواند"),
    "non-joiner for a space": ("او می خواند", "می‌خواند"),
    "joined for a space": ("او می خواند", "میخواند"),
    "plural joined": ("کتاب‌های تازه", "کتابهای"),
    "plural dropped": ("کتابهای تازه", "کتاب"),
    "plural with a space": ("کتاب های تازه", "کتاب‌های"),
    "compound joined": ("کتاب‌خانه‌های شهر", "کتابخانه"),
    "part of a compound": ("دانش‌آموزان شهر", "دانش"),
    "Persian digits typed": ("در سال 1403", "۱۴۰۳"),
    "Arabic digits typed": ("در سال ۱۴۰۳", "١٤٠٣"),
    "Latin digits typed": ("در سال ۱۴۰۳", "1403"),
    "presentation forms": ("ﺳﻼﻡ ﺑﺮ ﺷﻤﺎ", "سلام"),
    "mark of direction typed": ("سلام بر شما", "سلام\u200f"),
}


@pytest.mark.parametrize("language", ["fa", None])
@pytest.mark.parametrize(("text", "typed"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_persian_and_arabic_spellings_find_each_other(
    index: SearchIndex, text: str, typed: str, language: str | None
) -> None:
    wanted = article(body=text, language="fa")
    index.write([wanted, article(body="هیچ ربطی ندارد", language="fa")])
    assert found(index, typed, language) == [wanted.id]


class TestRanking:
    def test_any_word_finds_and_more_words_rank_higher(self, index: SearchIndex) -> None:
        both = article(body="fog on the bridge at noon")
        one = article(body="a bridge in the sun at noon")
        none = article(body="bread and butter")
        index.write([one, none, both])
        assert found(index, "fog bridge") == [both.id, one.id]

    def test_a_rare_word_weighs_more_than_a_frequent_one(self, index: SearchIndex) -> None:
        rare = article(body="the oud was old")
        index.write([*(article(body="the city was old") for _ in range(20)), rare])
        assert found(index, "city oud")[0] == rare.id

    def test_a_title_weighs_more_than_a_standfirst_and_that_more_than_a_body(
        self, index: SearchIndex
    ) -> None:
        body = article("Bread", standfirst="Butter", body="Harbour")
        standfirst = article("Bread", standfirst="Harbour", body="Butter")
        title = article("Harbour", standfirst="Bread", body="Butter")
        index.write([body, title, standfirst])
        assert found(index, "harbour") == [title.id, standfirst.id, body.id]

    def test_the_spelling_asked_for_comes_before_its_stem(self, index: SearchIndex) -> None:
        stem = article(body="one writer alone")
        exact = article(body="many writers together")
        index.write([stem, exact])
        assert found(index, "writers", "en") == [exact.id, stem.id]

    def test_bylines_and_topics_are_found(self, index: SearchIndex) -> None:
        wanted = article(body="x", bylines=("Mina Karimi",), topics=("Public transport",))
        index.write([wanted, article(body="y")])
        assert found(index, "karimi") == found(index, "transport") == [wanted.id]

    def test_a_phrase_must_stand_word_for_word(self, index: SearchIndex) -> None:
        phrase = article(body="We took the Night Bus home.")
        apart = article(body="A bus by night. Night after night a bus.")
        index.write([apart, phrase])
        assert found(index, '"the night bus"') == [phrase.id]
        assert found(index, '"night bus" absent') == [phrase.id]
        assert found(index, '"bus night"') == []
        assert found(index, '"home"') == [phrase.id]
        assert set(found(index, "night bus")) == {phrase.id, apart.id}

    def test_a_phrase_folds_its_spelling(self, index: SearchIndex) -> None:
        wanted = article(body="او به كتاب‌خانه می‌رفت.", language="fa")
        index.write([wanted])
        assert found(index, "«کتاب‌خانه می رفت»") == [wanted.id]


class TestFilters:
    def test_conditions_narrow(self, index: SearchIndex) -> None:
        wanted = article(body="rain", language="es", kind="poem", section="literature", year=2024)
        index.write([wanted, article(body="rain"), article(body="rain", language="es")])
        assert len(found(index, "rain")) == 3
        assert len(found(index, "rain", "es")) == 2
        assert found(index, "rain", kind="poem") == [wanted.id]
        assert found(index, "rain", section="literature") == [wanted.id]
        assert found(index, "rain", year=2024) == [wanted.id]
        assert found(index, "rain", "en", year=2024) == []
        assert found(index, "rain", "xx\0 AND *") == []

    def test_pages_follow_one_another(self, index: SearchIndex) -> None:
        index.write([article(body="rain " * (number + 1)) for number in range(25)])
        pages = [
            index.search(asked("rain", None), Filters(), limit=10, offset=offset)
            for offset in (0, 10, 20, 30)
        ]
        assert [total for _, total in pages] == [25] * 4
        assert [len(hits) for hits, _ in pages] == [10, 10, 5, 0]
        assert len({hit.id for hits, _ in pages for hit in hits}) == 25


class TestKeeping:
    def test_an_article_put_in_again_replaces_itself(self, index: SearchIndex) -> None:
        first = article(body="harbour")
        index.write([first])
        index.write([replace(first, body="bread")])
        assert found(index, "harbour") == []
        assert found(index, "bread") == [first.id]
        assert index.count() == 1

    def test_an_article_twice_in_one_batch_is_there_once(self, index: SearchIndex) -> None:
        one = article(body="harbour")
        index.write([one, one])
        assert found(index, "harbour") == [one.id]

    def test_an_article_taken_out_is_not_found(self, index: SearchIndex) -> None:
        one, other = article(body="harbour"), article(body="harbour")
        index.write([one, other])
        index.write([], removed=[one.id, UUID(int=10**9)])
        assert found(index, "harbour") == [other.id]

    def test_without_an_index_it_says_so(self, tmp_path: Path) -> None:
        index = SearchIndex(tmp_path / "none")
        assert not index.exists
        with pytest.raises(IndexMissing):
            found(index, "harbour")
        with pytest.raises(IndexMissing):
            index.write([article()])

    def test_a_deleted_index_is_rebuilt(self, index: SearchIndex, tmp_path: Path) -> None:
        one = article(body="harbour")
        index.write([one])
        shutil.rmtree(tmp_path / "search")
        assert not index.exists
        assert index.rebuild([one]) == 1
        assert found(index, "harbour") == [one.id]

    def test_a_broken_index_is_rebuilt(self, index: SearchIndex, tmp_path: Path) -> None:
        (meta,) = (tmp_path / "search").glob("*/meta.json")
        meta.write_text("{")
        assert not index.exists
        assert index.rebuild([article(body="harbour")]) == 1
        assert len(found(index, "harbour")) == 1

    def test_an_index_of_another_version_is_removed(
        self, index: SearchIndex, tmp_path: Path
    ) -> None:
        old = tmp_path / "search" / "articles-0-0"
        old.mkdir()
        index.rebuild([])
        assert not old.exists()

    def test_a_rebuild_that_fails_leaves_the_old_index(self, index: SearchIndex) -> None:
        one = article(body="harbour")
        index.write([one])

        def failing() -> object:
            yield article(body="bread")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            index.rebuild(failing())  # type: ignore[arg-type]
        assert found(index, "harbour") == [one.id]
        assert found(index, "bread") == []
        index.write([article(body="bread")])
        assert len(found(index, "bread")) == 1

    def test_another_handle_sees_what_was_committed(
        self, index: SearchIndex, tmp_path: Path
    ) -> None:
        other = SearchIndex(tmp_path / "search")
        assert found(other, "harbour") == []
        for number in range(1, 12):  # past a merge of segments
            index.write([article(body="harbour")])
            assert len(found(other, "harbour")) == number

    def test_another_process_waits_for_its_turn_and_both_are_kept(
        self, index: SearchIndex, tmp_path: Path
    ) -> None:
        program = (
            "import sys; from pathlib import Path; from uuid import UUID\n"
            "from datetime import UTC, datetime\n"
            "from writingviews.search.index import SearchIndex, IndexedArticle\n"
            "index = SearchIndex(Path(sys.argv[1]))\n"
            "day = datetime(2026, 1, 1, tzinfo=UTC)\n"
            "one = IndexedArticle(UUID(int=7**9), 'en', '', '', day, 'x', '', '', 'harbour')\n"
            "index.write([one])\n"
            "index.close()\n"
        )
        index.write([article(body="harbour")])  # keeps the lock for a second
        subprocess.run([sys.executable, "-c", program, str(tmp_path / "search")], check=True)
        assert len(found(index, "harbour")) == 2

    def test_who_writes_all_the_time_lets_others_in_now_and_then(
        self, index: SearchIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(index_module, "_KEPT_AT_MOST", 0.5)
        monkeypatch.setattr(index_module, "_LOCK_SECONDS", 5.0)
        other, stop = SearchIndex(tmp_path / "search"), threading.Event()

        def steadily() -> None:
            while not stop.wait(0.05):
                index.write([article(body="harbour")])

        writing = threading.Thread(target=steadily)
        writing.start()
        try:
            other.write([article(body="lighthouse")])
            other.close()
        finally:
            stop.set()
            writing.join()
        assert len(found(index, "lighthouse")) == 1

    @pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc, as Linux has it")
    def test_what_merges_segments_lets_others_go_first(self, tmp_path: Path) -> None:
        """In a process of its own: others may have writers whose threads are ending."""
        program = f"""
import os
from pathlib import Path
from writingviews.search.index import SearchIndex
SearchIndex(Path({str(tmp_path / "index")!r})).rebuild([])
for thread in Path("/proc/self/task").iterdir():
    print((thread / "comm").read_text().strip(), os.getpriority(os.PRIO_PROCESS, int(thread.name)))
"""
        said = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True
        ).stdout
        threads = [line.rsplit(" ", 1) for line in said.splitlines()]
        merging = [nice for name, nice in threads if name.startswith("merge_thread")]
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert merging, said
        assert set(merging) == {"19"}
        assert str(own) in {nice for name, nice in threads if not name.startswith("merge_thread")}

    def test_threads_read_while_one_writes(self, index: SearchIndex) -> None:
        failures: list[BaseException] = []
        done = threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    found(index, "harbour bread")
            except BaseException as error:  # noqa: BLE001 - told to the test below
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for _ in range(12):
            index.write([article(body="harbour")])
        done.set()
        for reader in readers:
            reader.join()
        assert failures == []
        assert index.count() == 12


class TestLikeness:
    def test_the_most_alike_comes_first_and_never_itself(self, index: SearchIndex) -> None:
        tide = "The tide pools hold crabs, limpets and anemones when the tide is out. "
        first = article("Tide pools", tide * 3)
        second = article("Crabs and limpets", tide)
        third = article("The tide", "The tide came and the tide went, and the crabs stayed.")
        others = [article(f"Essay {word}", f"All about {word} and bread.") for word in
                  ("chess", "looms", "kites", "drums", "olives", "snow")]  # fmt: skip
        index.write([first, second, third, *others])
        alike = [hit.id for hit in index.alike(first.id, limit=5)]
        assert alike[:2] == [second.id, third.id]
        assert first.id not in alike

    def test_another_language_is_never_alike(self, index: SearchIndex) -> None:
        one = article(body="tide crabs tide crabs", language="en")
        other = article(body="tide crabs tide crabs", language="es")
        index.write([one, other])
        assert list(index.alike(one.id, limit=5)) == []

    def test_an_empty_article_has_nothing_alike(self, index: SearchIndex) -> None:
        index.write([article(body="tide"), article(body="tide")])
        assert list(index.alike(article().id, limit=5)) == []


HOSTILE = (
    '"', '""', '"a', 'a"b"c"', "AND OR NOT", "+a -b", "title:x", "id:*", "a*", "*", "?", "a~2",
    "a^9", "[a TO z]", "{}", "()", "((((", "\\", "/x/", "\0", "\ud800", "🙂", "ﷺ", "\u202e",
    "a" * 100_000, "a " * 50_000, '"' * 1000, "«" * 500 + "a", "می‌" * 500, "' OR 1=1 --",
    "<script>", "\u200c\u200c", "\u0301", "१२३", "𝔘𝔫𝔦", "日本", "\n\t", "year:9999999999999999999",
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:12]))
def test_nothing_a_reader_types_raises(index: SearchIndex, query: str) -> None:
    index.write([article("a b c", "a x y 🙂 ﷺ 日本")])
    for language in (None, "en", "fa", query[:8]):
        index.search(asked(query, language), Filters(language=language), limit=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(index: SearchIndex, query: str) -> None:
    index.search(asked(query, None), Filters(), limit=5)
    index.search(asked(f'"{query}"', "fa"), Filters(language="fa"), limit=5)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(st.text(min_size=1, max_size=40))
def test_whatever_is_put_in_can_be_found_by_its_words(index: SearchIndex, text: str) -> None:
    one = article(body=text)
    index.rebuild([one])
    sought = asked(text, "en")
    if sought.words:
        hits, _ = index.search(sought, Filters(), limit=5)
        assert [hit.id for hit in hits] == [one.id]


@pytest.mark.slow
def test_a_search_and_a_likeness_are_quick_at_ten_thousand(tmp_path: Path) -> None:
    """In processor time, which a busy machine does not falsify; `make bench` says the rest."""
    from writingviews.search.passages import Passages

    dice = random.Random(5)
    common = [f"common{number}" for number in range(30)]
    topics = [[f"topic{topic}word{number}" for number in range(30)] for topic in range(80)]

    def text(topic: int) -> str:
        return " ".join(
            dice.choice(common) if dice.random() < 0.4 else dice.choice(topics[topic])
            for _ in range(150)
        )

    articles = [article(f"Piece {n}", text(n % 80)) for n in range(10_000)]
    texts = {each.id: each.body for each in articles}
    index = SearchIndex(tmp_path)
    index.rebuild(articles)

    def p95(act: object) -> float:
        times = []
        for number in range(200):
            begun = time.process_time()
            act(number)  # type: ignore[operator]
            times.append(time.process_time() - begun)
        return sorted(times)[190] * 1000

    def search(number: int) -> None:
        query = f"{common[number % 30]} {topics[number % 80][number % 30]} {dice.choice(common)}"
        sought = asked(query, "en")
        passages = Passages(sought)
        for hit in index.search(sought, Filters(language="en"), limit=20)[0]:
            passages.passage(texts[hit.id], "en")

    assert p95(search) < 30
    assert p95(lambda number: list(index.alike(articles[number].id, limit=30))) < 10
