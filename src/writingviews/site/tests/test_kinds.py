"""Each kind of piece says on its page, and to other programs, what only that kind says."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html

from writingviews.articles.models import Article, Kind
from writingviews.articles.particulars import Reviewed, Speaker
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.tests.making import make_publication, make_published
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView
from writingviews.site.typesetting import typeset_body

pytestmark = pytest.mark.django_db

WORK = Reviewed("performance", "The Salt Weigher", "Little Finger", "Net Loft, until 12 May")
SPEAKERS = (Speaker("Ilse Korhan", "keeper"), Speaker("Noor Whitcombe"))


def filed(kind: Kind) -> tuple[html.HtmlElement, dict[str, Any]]:
    make_publication("en", "fa")
    article: Article = make_published("Two ferries")
    filing = replace(
        filing_of(article),
        kind=kind,
        dateline="Skarrow, 9 February 2026",
        happened_on=date(2026, 2, 7),
        reviewed=WORK,
        speakers=SPEAKERS,
    )
    file_article(actor=None, article_id=article.id, filing=filing)
    page = render_page(PublicationView.read(), f"/articles/{article.slug}/")
    assert page is not None
    root = html.fromstring(page.body.decode())
    return root, json.loads(root.xpath("string(//script[@type='application/ld+json'])"))


def test_a_report_begins_with_its_dateline_and_says_when_it_happened() -> None:
    root, described = filed(Kind.REPORT)
    line = " ".join(root.xpath("string(//div[@class='body']/p[@class='from'])").split())
    assert line == "Skarrow, 9 February 2026 It happened on 7 February 2026"
    assert described["@type"] == "ReportageNewsArticle"
    assert described["dateline"] == "Skarrow, 9 February 2026"
    assert described["temporalCoverage"] == "2026-02-07"


def test_a_review_says_in_a_box_what_it_is_of() -> None:
    root, described = filed(Kind.REVIEW)
    assert [p.text_content() for p in root.xpath("//section[@class='reviewed']/p")] == [
        "Performance",
        *WORK[1:],
    ]
    assert described["itemReviewed"] == {
        "@type": "TheaterEvent",
        "name": WORK.title,
        "performer": {"@type": "PerformingGroup", "name": WORK.by},
        "description": WORK.facts,
    }
    assert "wordCount" not in described  # a Review of schema.org has none


def test_an_interview_names_who_speaks() -> None:
    root, described = filed(Kind.INTERVIEW)
    assert [
        " ".join(li.text_content().split()) for li in root.xpath("//*[@class='speakers']//li")
    ] == ["Ilse Korhan keeper", "Noor Whitcombe"]
    assert described["contributor"] == [
        {"@type": "Person", "name": "Ilse Korhan", "description": "keeper"},
        {"@type": "Person", "name": "Noor Whitcombe"},
    ]


@pytest.mark.parametrize("kind", [Kind.ESSAY, Kind.STORY, Kind.POEM])
def test_what_belongs_to_another_kind_is_neither_shown_nor_kept(kind: Kind) -> None:
    root, described = filed(kind)
    assert root.xpath("//*[@class='reviewed' or @class='speakers' or @class='from']") == []
    assert described.keys().isdisjoint({"itemReviewed", "contributor", "temporalCoverage"})
    article = Article.objects.get()
    assert (article.happened_on, article.reviewed, article.speakers) == (None, {}, [])


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Ilse Korhan: Yes.", "Ilse Korhan"),
        ("<strong>Ilse:</strong> Yes.", "Ilse"),
        ("<strong>Whitcombe</strong>: Yes.", "Whitcombe"),
        ("پری : Yes.", "پری"),
    ],
)
def test_a_name_before_what_is_said_is_set_apart(before: str, name: str) -> None:
    names = [*(speaker.name for speaker in SPEAKERS), "پری"]
    said = typeset_body(f'<p dir="auto">{before}</p>', (), "", interview=True, speakers=names)
    assert said.html == f'<p class="turn" dir="auto"><b class="name">{name}</b> Yes.</p>'


@pytest.mark.parametrize("said", ["Ilsebill: Yes.", "Ilse said: Yes.", "<em>Ilse:</em> Yes."])
def test_a_word_that_is_no_speakers_name_stays_in_its_line(said: str) -> None:
    body = f'<p dir="auto">{said}</p>'
    assert typeset_body(body, (), "", interview=True, speakers=["Ilse Korhan"]).html == body
