"""Quotes and dashes by language, and what find finds: the sheet's rules, without a browser."""

import json
from typing import Any

import pytest

from tests.machine import slack
from writingviews.document.tests.in_node import needs_node, node
from writingviews.language.reading import reading_minutes

PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const trials = await loadTypeScript(process.cwd() + "/frontend/desk/trials.ts");
let given = "";
for await (const part of process.stdin) given += part;
const { name, calls } = JSON.parse(given);
console.log(JSON.stringify(calls.map((call) => trials[name](...call))));
"""
FRENCH_SPACE = "\u202f"

pytestmark = [pytest.mark.node, needs_node]


def asked(name: str, *calls: tuple[Any, ...]) -> list[Any]:
    """What a function of ``frontend/desk/trials.ts`` gives for each call."""
    given = json.dumps({"name": name, "calls": calls})
    answers: list[Any] = json.loads(node("--input-type=module", "-e", PROGRAM, given=given))
    return answers


def test_quotes_and_dashes_are_those_of_the_language() -> None:
    wanted = {
        ("\"It's late,\" she said. 'So?'", "en"): "“It’s late,” she said. ‘So?’",
        ("(\"a\") [\"b\"] -\"c\" \"'d'\"", "en"): "(“a”) [“b”] -“c” “‘d’”",
        ("words -- more, 1914--18, a---b, well-known", "en-GB"):
            "words — more, 1914–18, a—b, well-known",
        ('"Ja", sagte er -- "nein".', "de"): "„Ja“, sagte er – „nein“.",
        ('"Ja"', "de-CH"): "«Ja»",
        ('"Oui", dit-elle, l\'eau.', "fr"):
            f"«{FRENCH_SPACE}Oui{FRENCH_SPACE}», dit-elle, l’eau.",
        ('Il dit "oui " puis', "fr"): f"Il dit «{FRENCH_SPACE}oui{FRENCH_SPACE}» puis",
        ('"Sí" -- dijo', "es"): "«Sí» — dijo",
        ('گفت: "بله"، و رفت', "fa"): "گفت: «بله»، و رفت",
        ('قال: "نعم" ثم', "ar"): "قال: «نعم» ثم",
        ('"Joo"', "fi"): "”Joo”",
        ('"?"', "xx"): "“?”",
    }  # fmt: skip
    assert dict(zip(wanted, asked("typed", *wanted), strict=True)) == wanted


def said(words: str, *marks: str) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "text", "text": words}
    return {**text, "marks": [{"type": mark} for mark in marks]} if marks else text


def block(kind: str, *content: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "content": list(content)} if content else {"type": kind}


def text(*blocks: dict[str, Any], title: str = "Title") -> dict[str, Any]:
    return block("doc", block("title", said(title)), {"type": "standfirst"}, *blocks)


def test_signs_among_the_words_give_every_mark() -> None:
    def led(words: str, href: str) -> dict[str, Any]:
        return {**said(words), "marks": [{"type": "link", "attrs": {"href": href}}]}

    wanted: dict[str, list[dict[str, Any]]] = {
        "**a** *b*": [said("a", "strong"), said(" "), said("b", "emphasis")],
        "~~a~~ and `b`": [said("a", "strike"), said(" and "), said("b", "code")],
        "m^2^, H~2~O": [
            said("m"), said("2", "superscript"), said(", H"), said("2", "subscript"), said("O"),
        ],
        "see [the rules](https://a.example/x_(y)).": [
            said("see "), led("the rules", "https://a.example/x_(y)"), said("."),
        ],
        "[here](a.example) on": [led("here", "https://a.example"), said(" on")],
        "~5 to ~6, 2^3 and 2^4": [said("~5 to ~6, 2^3 and 2^4")],
        "[bad](javascript:alert(1))": [said("[bad](javascript:alert(1))")],
        "f[i](n) and `[a](b.example)`": [
            said("f[i](n) and "), said("[a](b.example)", "code"),
        ],
    }  # fmt: skip
    answers = asked("signed", *((line,) for line in wanted))
    found = [_bare(answer)["content"] for answer in answers]
    assert dict(zip(wanted, found, strict=True)) == wanted


def test_the_list_of_sources_runs_as_what_is_chosen_or_else_as_the_sheet() -> None:
    wanted = {"": None, "10.1/2": None, "1. Rahimi, Mina": "ltr", "«رحیمی، مینا» DOI": "rtl"}
    assert dict(zip(wanted, asked("runOf", *((one,) for one in wanted)), strict=True)) == wanted


def query(words: str, **otherwise: bool) -> dict[str, Any]:
    ways = {"matchCase": False, "wholeWords": False, "exact": False}
    return {"words": words, **ways, **otherwise}


def test_find_takes_for_one_what_search_does() -> None:
    piece = text(
        block("paragraph", said("The bus, the omnibus. Café “so” don’t ")),
        block("paragraph", said("کتابی و كتابي و کِتابی می‌روم ۱۲۳ Straße")),
        title="Bus",
    )
    wanted: list[tuple[dict[str, Any], list[str]]] = [
        (query("bus"), ["Bus", "bus", "bus"]),
        (query("bus", matchCase=True), ["bus", "bus"]),
        (query("bus", wholeWords=True), ["Bus", "bus"]),
        (query("cafe"), ["Café"]),
        (query("cafe", exact=True), []),
        (query("CAFÉ", exact=True), ["Café"]),
        (query('"so"'), ["“so”"]),
        (query("dont"), ["don’t"]),
        (query("کتابي"), ["کتابی", "كتابي", "کِتابی"]),
        (query("کتابی", exact=True), ["کتابی"]),
        (query("میروم"), ["می‌روم"]),
        (query("می", wholeWords=True), []),
        (query("می"), ["می"]),
        (query("123"), ["۱۲۳"]),
        (query("s", wholeWords=True), []),
        (query(""), []),
        (query(".*"), []),
    ]
    answers = asked("found", *((piece, one, "") for one, _ in wanted))
    assert [(one, answer["found"]) for (one, _), answer in zip(wanted, answers, strict=True)] == (
        wanted
    )


def test_replacing_keeps_marks_footnotes_and_what_is_around() -> None:
    note = block("footnote", said("See the bus."))
    piece = text(
        block("paragraph", said("A "), said("bu", "strong"), note, said("s"), said(" came.")),
        block("codeBlock", said("bus = 1")),
        block("verse", block("verseLine", said("no bus"))),
    )
    [answer, gone] = asked("found", (piece, query("bus"), "tram"), (piece, query("bus"), ""))
    assert answer["found"] == ["bu…s", "bus", "bus", "bus"]
    assert _bare(answer["replaced"]) == text(
        block(
            "paragraph",
            said("A "),
            said("tram", "strong"),
            block("footnote", said("See the tram.")),
            said(" came."),
        ),
        block("codeBlock", said("tram = 1")),
        block("verse", block("verseLine", said("no tram"))),
    )
    assert "bus" not in json.dumps(gone["replaced"])


def _bare(node: dict[str, Any]) -> dict[str, Any]:
    """A document without its attributes."""
    bare = {key: value for key, value in node.items() if key != "attrs"}
    if "content" in bare:
        bare["content"] = [_bare(child) for child in bare["content"]]
    return bare


def test_a_long_text_is_searched_while_one_types_the_words() -> None:
    [took] = asked("timed", (50_000,))
    assert took["places"] > 3000
    # Generous for a busy machine; unhurried, a tenth of it (docs/desk.md).
    for act, most in {"first": 1500, "next": 300, "changed": 150, "replace": 5000}.items():
        assert took[act] < most * slack(), act


def test_reading_takes_as_long_as_the_house_says() -> None:
    calls = [(words, code) for words in (0, 228, 229, 5000) for code in ("en", "fa", "ar-EG", "de")]
    assert asked("readingMinutes", *calls) == [reading_minutes(*call) for call in calls]
