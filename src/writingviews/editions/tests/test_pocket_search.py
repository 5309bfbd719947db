"""What search in a copy finds is filed under every spelling."""

import json
import re
from typing import Any

from writingviews.editions.pocket.gathering import Gathered
from writingviews.editions.pocket.shards import folding, shard_files, shard_of
from writingviews.editions.tests.small_tree import PAGES, article
from writingviews.language.fold import fold


def _gathered(*pages: str) -> Gathered:
    gathered = Gathered()
    for number, html in enumerate(pages):
        gathered.add(f"articles/{number}/index.html", html)
    return gathered


def _files(gathered: Gathered) -> dict[str, Any]:
    read = {}
    for name, body in shard_files(gathered, lambda day, _language: day):
        found = re.fullmatch(r'writingviewsShard\("([^"]+)",(.*)\)\n', body.decode(), re.DOTALL)
        assert found
        assert name == f"{found[1]}.js"
        read[found[1]] = json.loads(found[2])
    return read


def test_a_persian_word_is_filed_under_what_arabic_keyboards_write() -> None:
    gathered = _gathered(PAGES["articles/نان/index.html"])
    for spelling in ("كتاب", "کتاب", "مسؤول", "مسئول", "ميخواند"):
        assert fold(spelling) in gathered.postings, spelling


def test_a_title_counts_more_than_the_text() -> None:
    gathered = _gathered(article("Boats", "A river."), article("A river", "Boats."))
    first, second = gathered.postings["boat"]
    assert divmod(first, 16)[0] == 0
    assert divmod(second, 16)[0] == 1
    assert first % 16 > second % 16


def test_what_stands_around_an_article_is_not_its_text() -> None:
    gathered = _gathered(article("Boats", "A river.").replace("</main>", "<p>Neighbour</p></main>"))
    assert "neighbour" not in gathered.postings
    assert "river" in gathered.postings


def test_a_tag_inside_a_word_does_not_part_it() -> None:
    assert "riverside" in _gathered(article("X", "<em>River</em>side.")).postings


def test_gathered_apart_and_together_is_the_same() -> None:
    pages = [article("One", "river boat"), article("Two", "boat"), article("Three", "river")]
    together, apart = _gathered(*pages), _gathered(pages[0])
    rest = Gathered()
    for number in (1, 2):
        rest.add(f"articles/{number}/index.html", pages[number])
    apart.extend(rest)
    assert apart == together


def test_every_term_lies_in_the_shard_of_its_first_letters() -> None:
    gathered = _gathered(*PAGES.values())
    files = _files(gathered)
    count, shards = files["n"]
    assert count == len(PAGES)
    for term in gathered.postings:
        assert term in files[f"i{shard_of(term, shards)}"]


def test_the_table_of_letters_folds_as_the_house_does() -> None:
    table = {letter: folded for folded, letters in folding().items() for letter in letters}
    for word in ("كِتاب", "Ångström", "مسؤولة", "ＡＢＣ", "۱۴۰۵", "Straße", "نمي‌روم"):
        folded = "".join(table.get(letter, letter) for letter in word)
        assert "".join(table.get(letter, letter) for letter in folded) == fold(word)


def test_a_title_that_would_end_a_script_stays_text() -> None:
    gathered = _gathered(article("X", "y").replace("<title>X", "<title>&lt;/script&gt;\u2028"))
    files = dict(shard_files(gathered, lambda day, _language: day))
    assert "\u2028" not in files["d0.js"].decode()
    assert json.loads(files["d0.js"].decode()[23:-2])[0][1].startswith("</script>")
