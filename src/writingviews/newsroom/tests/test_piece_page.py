"""One piece: its sheet, what it is filed under, and what is done to it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Section
from writingviews.articles.services.filing import filing_of
from writingviews.articles.services.publication import set_zone
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import Account
from writingviews.people.services import take_byline

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
JPEG = encoded(drawing(), "JPEG")


def details(article: Article) -> str:
    return f"/desk/{article.id}/details/"


def filed(article: Article, **changes: object) -> dict[str, object]:
    """Return what the form sends when it is left as it is, but for `changes`."""
    filing = filing_of(article)
    given: dict[str, object] = {
        "section": filing.section.slug if filing.section else "",
        "kind": filing.kind.value,
        "language": filing.language,
        "topics": ", ".join(filing.topics),
        "bylines": [str(byline.pk) for byline in filing.bylines],
        "dateline": filing.dateline,
        "content_note": filing.content_note,
        "picture": filing.picture,
        "picture_alt": filing.picture_alt,
        "picture_caption": filing.picture_caption,
        "picture_credit": filing.picture_credit,
    }
    return {**given, **changes}


def move(browser: Client, article: Article, verb: str, **more: str) -> int:
    answer = browser.post(f"/desk/{article.id}/move/", {"verb": verb, **more})
    article.refresh_from_db()
    return answer.status_code


class TestWhoMayLook:
    @pytest.mark.parametrize("page", ["", "details/"])
    def test_a_draft_is_its_writers_alone(
        self, cast: Cast, see: See, piece: Make, page: str
    ) -> None:
        address = f"/desk/{piece().id}/{page}"
        assert see(cast.writer).get(address).status_code == 200
        for other in (cast.second_writer, cast.editor, cast.publisher, cast.moderator):
            assert see(other).get(address).status_code == 404
        assert see(None).get(address).status_code == 302

    @pytest.mark.parametrize("page", ["", "details/"])
    def test_what_is_submitted_is_the_editors_too(
        self, cast: Cast, see: See, piece: Make, page: str
    ) -> None:
        address = f"/desk/{piece(*SUBMITTED).id}/{page}"
        for who in (cast.writer, cast.editor, cast.publisher):
            assert see(who).get(address).status_code == 200
        for other in (cast.second_writer, cast.moderator, cast.stranger):
            assert see(other).get(address).status_code == 404

    def test_hidden_and_absent_look_alike(self, cast: Cast, see: See, piece: Make) -> None:
        browser = see(cast.stranger)
        hidden = browser.get(details(piece()))
        absent = browser.get(f"/desk/{uuid4()}/details/")
        assert hidden.status_code == absent.status_code == 404
        token = re.compile(r'value="[0-9A-Za-z]{64}"')
        assert token.sub("", hidden.text) == token.sub("", absent.text)

    def test_the_account_behind_a_byline_is_not_named_to_editors(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*IN_REVIEW)
        for address in (
            details(article),
            f"/desk/{article.id}/",
            "/newsroom/",
            "/newsroom/board/",
            "/newsroom/pieces/",
        ):
            text = see(cast.editor).get(address).text
            assert "Mira Talab" in text
            assert "w-account" not in text
            assert str(cast.writer.id) not in text


class TestFiling:
    def test_a_writer_files_their_draft(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(filed=False)
        answer = see(cast.writer).post(
            details(article),
            filed(
                article,
                section="science",
                kind="report",
                topics="bread,  city life ، bread",
                bylines=[str(cast.byline.pk)],
                dateline="Isfahan, 12 March 2026",
                content_note=" Speaks of <a> drowning. ",
            ),
        )
        assert answer.status_code == 302
        filing = filing_of(Article.objects.get(id=article.id))
        assert filing.section == Section.objects.get(slug="science")
        assert filing.kind == "report"
        assert filing.topics == ("bread", "city life")
        assert filing.bylines == (cast.byline,)
        assert filing.dateline == "Isfahan, 12 March 2026"
        assert filing.content_note == "Speaks of <a> drowning."

    def test_what_belongs_to_a_kind_is_asked_and_kept_for_that_kind(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article, browser = piece(), see(cast.writer)
        said = {
            "happened_on": "2026-03-11",
            "reviewed_what": "film",
            "reviewed_title": " The Ferry ",
            "reviewed_by": "Oda Ferrimond",
            "speakers": "Ilse Korhan, keeper, of late\n\nپری، نانوا",
        }
        for kind in ("report", "review", "interview"):
            answer = browser.post(details(article), filed(article, kind=kind, **said))
            assert answer.status_code == 302
            filing = filing_of(Article.objects.get(id=article.id))
            assert filing.happened_on == (date(2026, 3, 11) if kind == "report" else None)
            if kind == "review":
                assert filing.reviewed == ("film", "The Ferry", "Oda Ferrimond", "")
            else:
                assert filing.reviewed.title == ""
        assert filing.speakers == (("Ilse Korhan", "keeper, of late"), ("پری", "نانوا"))
        page = browser.get(details(article)).content.decode()
        assert "Ilse Korhan, keeper, of late\nپری, نانوا" in page

    @pytest.mark.parametrize(
        ("kind", "field", "given", "words"),
        [
            ("report", "happened_on", "yesterday", "valid date"),
            ("review", "reviewed_by", "Oda", "Say what it is called."),
            ("interview", "speakers", ", keeper", "is no name"),
            ("interview", "speakers", "\n".join(["Ilse"] * 13), "These are 13 speakers"),
        ],
    )
    def test_what_of_a_kind_cannot_be_kept_is_refused_beside_its_field(
        self, cast: Cast, see: See, piece: Make, kind: str, field: str, given: str, words: str
    ) -> None:
        article = piece()
        answer = see(cast.writer).post(
            details(article), filed(article, kind=kind, **{field: given})
        )
        assert words in answer.content.decode()
        assert filing_of(Article.objects.get(id=article.id)) == filing_of(article)

    def test_an_editor_files_what_was_submitted_and_keeps_the_writers_byline(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)
        own = take_byline(account=cast.editor, name="Ada Quill")
        chosen = [str(own.pk), str(cast.byline.pk)]
        see(cast.editor).post(details(article), filed(article, bylines=chosen))
        assert filing_of(article).bylines == (cast.byline, own)

    def test_nobody_signs_with_anothers_name(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*SUBMITTED)
        for who in (cast.writer, cast.editor):
            answer = see(who).post(
                details(article), filed(article, bylines=[str(cast.second_byline.pk)])
            )
            assert answer.status_code == 422
            assert "bylines" in answer.context["page"].form.errors
        assert filing_of(article).bylines == (cast.byline,)

    def test_a_stranger_files_nothing(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece()
        answer = see(cast.stranger).post(details(article), filed(article, section="science"))
        assert answer.status_code == 404
        assert filing_of(article).section == Section.objects.get(slug="culture")

    def test_what_is_accepted_is_the_editors_to_file(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*ACCEPTED)
        shown = see(cast.writer).get(details(article))
        assert shown.context["page"].form is None
        given = filed(article, section="science")
        assert see(cast.writer).post(details(article), given).status_code == 404
        assert see(cast.editor).post(details(article), given).status_code == 302
        assert filing_of(Article.objects.get(id=article.id)).section == Section.objects.get(
            slug="science"
        )

    def test_too_many_topics_are_refused_beside_their_field(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece()
        many = ", ".join(f"topic {number}" for number in range(13))
        answer = see(cast.writer).post(details(article), filed(article, topics=many))
        assert answer.status_code == 422
        assert "These are 13 topics; 12 are the most." in answer.text
        assert 'aria-describedby="id_topics_helptext id_topics_error"' in answer.text
        assert re.search(r'name="topics"[^>]*autofocus', answer.text)

    def test_a_published_piece_keeps_section_byline_and_language(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*PUBLISHED)
        answer = see(cast.editor).post(
            details(article), filed(article, section="", bylines=[], language="fa")
        )
        assert answer.status_code == 422
        assert set(answer.context["page"].form.errors) == {"section", "bylines"}
        article.refresh_from_db()
        assert article.language == "en"


class TestLeadPicture:
    def test_a_picture_is_kept_with_its_words(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece()
        upload = SimpleUploadedFile("holiday.jpg", JPEG, "image/jpeg")
        given = filed(
            article,
            upload=upload,
            picture_alt="An oven with its door open",
            picture_caption="At five",
            picture_credit="Omid",
        )
        assert see(cast.writer).post(details(article), given).status_code == 302
        filing = filing_of(Article.objects.get(id=article.id))
        assert re.fullmatch(r"[0-9a-f]{32}", filing.picture)
        assert filing.picture_alt == "An oven with its door open"
        page = see(cast.writer).get(details(article)).text
        assert f"/media/{filing.picture}/" in page
        assert "holiday" not in page

    def test_what_is_no_picture_is_refused_in_words_beside_the_field(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece()
        upload = SimpleUploadedFile("x.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        answer = see(cast.writer).post(
            details(article), filed(article, upload=upload, dateline="Typed with care")
        )
        assert answer.status_code == 422
        [sentence] = answer.context["page"].form.errors["upload"]
        assert sentence.startswith("This is an SVG drawing")
        assert 'id="id_upload_error"' in answer.text
        assert "Typed with care" in answer.text

    def test_a_good_picture_survives_another_fields_error(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece()
        upload = SimpleUploadedFile("x.jpg", JPEG, "image/jpeg")
        answer = see(cast.writer).post(
            details(article), filed(article, upload=upload, section="nowhere")
        )
        assert answer.status_code == 422
        kept = answer.context["page"].form["picture"].value()
        assert re.fullmatch(r"[0-9a-f]{32}", kept)
        see(cast.writer).post(details(article), filed(article, picture=kept))
        assert filing_of(Article.objects.get(id=article.id)).picture == kept

    def test_it_can_be_taken_away(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece()
        upload = SimpleUploadedFile("x.jpg", JPEG, "image/jpeg")
        see(cast.writer).post(
            details(article), filed(article, upload=upload, picture_alt="An oven")
        )
        article = Article.objects.get(id=article.id)
        see(cast.writer).post(details(article), filed(article, remove_picture="on"))
        filing = filing_of(Article.objects.get(id=article.id))
        assert (filing.picture, filing.picture_alt) == ("", "")

    def test_an_unknown_id_is_not_taken_for_a_picture(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece()
        see(cast.writer).post(details(article), filed(article, picture="f" * 32))
        assert filing_of(Article.objects.get(id=article.id)).picture == ""


class TestStanding:
    def test_a_draft_says_what_it_lacks_and_where_it_is_mended(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(title="", text="", filed=False)
        standing = see(cast.writer).get(details(article)).context["page"].standing
        assert [(lack.need.name, lack.href) for lack in standing.lacks] == [
            ("TITLE", f"/desk/{article.id}/"),
            ("TEXT", f"/desk/{article.id}/"),
            ("SECTION", f"/desk/{article.id}/details/#id_section"),
            ("BYLINE", f"/desk/{article.id}/details/#id_bylines_group"),
        ]

    def test_what_a_draft_lacks_is_parted_by_what_waits_for_it(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        def told(article: Article, who: Account) -> dict[str, list[str]]:
            standing = see(who).get(details(article)).context["page"].standing
            return {
                str(group.heading): [lack.need.name for lack in group.lacks]
                for group in standing.lacks_by_verb
            }

        assert told(piece(title="", text="", filed=False), cast.writer) == {
            "Before it can be submitted": ["TITLE", "TEXT"],
            "Before it can be published": ["SECTION", "BYLINE"],
        }
        assert told(piece(title=""), cast.writer) == {"Before it can be submitted": ["TITLE"]}
        assert told(piece(*ACCEPTED, filed=False), cast.editor) == {
            "Missing": ["SECTION", "BYLINE"]
        }
        assert told(piece(*ACCEPTED), cast.editor) == {}

    def test_places_of_mending_are_on_the_page(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(filed=False)
        text = see(cast.writer).get(details(article)).text
        for anchor in ("id_section", "id_bylines_group", "id_picture_alt"):
            assert f'id="{anchor}"' in text

    @pytest.mark.parametrize(
        ("verbs", "writers", "editors"),
        [
            ((), ["submit", "withdraw"], None),
            (SUBMITTED, ["withdraw"], ["take_up", "accept", "ask_for_changes", "decline"]),
            (ACCEPTED, ["withdraw"], ["publish", "schedule", "decline"]),
            (PUBLISHED, ["take_down"], ["update", "take_down"]),
        ],
    )
    def test_each_sees_the_verbs_they_may_use(
        self,
        cast: Cast,
        see: See,
        piece: Make,
        verbs: tuple[Verb, ...],
        writers: list[str],
        editors: list[str] | None,
    ) -> None:
        article = piece(*verbs)

        def offered(who: Account) -> list[str]:
            page = see(who).get(details(article)).context["page"]
            return [possible.verb.value for possible in page.standing.verbs]

        assert offered(cast.writer) == writers
        if editors is not None:
            assert offered(cast.editor) == editors

    def test_submit_is_one_press_from_the_sheet(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece()
        text = see(cast.writer).get(f"/desk/{article.id}/").text
        assert f'action="/desk/{article.id}/move/"' in text
        assert 'name="verb" value="submit"' in text

    def test_a_published_piece_leads_to_its_page(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*PUBLISHED)
        assert f'href="/articles/{article.slug}/"' in see(cast.writer).get(details(article)).text

    def test_of_all_verbs_one_button_alone_is_the_chief_one(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        text = see(cast.editor).get(details(piece(*SUBMITTED))).text
        buttons = re.findall(r'<button class="button( plain)?" name="verb" value="(\w+)"', text)
        assert [verb for plain, verb in buttons if not plain] == ["take_up"]
        letters = re.findall(r'<a class="button plain" href="[^"]+/letter/\?verb=(\w+)"', text)
        assert [*(verb for plain, verb in buttons if plain), *letters] == [
            "accept",
            "ask_for_changes",
            "decline",
        ]

    def test_what_it_means_is_said_to_writer_and_editor_each(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)
        for address in (details(article), f"/desk/{article.id}/"):
            to_writer, to_editor = (
                see(who).get(address).text for who in (cast.writer, cast.editor)
            )
            assert "It waits for an editor. You may go on writing." in to_writer
            assert "It waits for an editor: take it up, or decide at once." in to_editor
            assert "You may go on writing" not in to_editor

    def test_it_lies_on_its_writers_desk_and_in_the_editors_newsroom(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)
        for address in (details(article), f"/desk/{article.id}/"):
            for who, door in ((cast.writer, "/desk/"), (cast.editor, "/newsroom/")):
                current = re.findall(
                    r'<a href="([^"]+)" aria-current="true"', see(who).get(address).text
                )
                assert current == [door]

    def test_an_editors_own_piece_lies_on_their_desk(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(by=cast.editor, filed=False)
        text = see(cast.editor).get(details(article)).text
        assert re.findall(r'<a href="([^"]+)" aria-current="true"', text) == ["/desk/"]

    @pytest.mark.parametrize(
        ("language", "line"), [("fa", "آب، نان"), ("ar", "آب، نان"), ("en", "آب, نان")]
    )
    def test_topics_are_parted_as_their_language_parts_them(
        self, cast: Cast, see: See, piece: Make, language: str, line: str
    ) -> None:
        article = piece(language=language)
        see(cast.writer).post(details(article), filed(article, topics="آب، نان"))
        facts = see(cast.writer).get(f"/desk/{article.id}/").context["around"].facts
        assert next(fact.value for fact in facts if fact.name == "Topics") == line
        form = see(cast.writer).get(details(article)).context["page"].form
        assert form["topics"].value() == line

    def test_a_published_piece_says_why_its_language_is_fixed(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        sentence = "Stays once published."
        assert sentence in see(cast.editor).get(details(piece(*PUBLISHED))).text
        assert sentence not in see(cast.editor).get(details(piece(*SUBMITTED))).text


class TestVerbs:
    def test_the_whole_way(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece()
        writer, editor = see(cast.writer), see(cast.editor)
        for browser, verb, state in (
            (writer, "submit", State.SUBMITTED),
            (editor, "take_up", State.IN_REVIEW),
            (editor, "ask_for_changes", State.CHANGES_ASKED),
            (writer, "submit", State.SUBMITTED),
            (editor, "accept", State.ACCEPTED),
            (editor, "publish", State.PUBLISHED),
            (editor, "update", State.PUBLISHED),
            (editor, "take_down", State.TAKEN_DOWN),
            (see(cast.publisher), "restore", State.PUBLISHED),
        ):
            if verb == "ask_for_changes":
                letter = {"text": "Which oven?", "signed": "", "version": 0, "seen": "in_review-1"}
                page = f"/desk/{article.id}/round/letter/"
                browser.post(page, letter | {"verb": verb, "act": "send"})
                article.refresh_from_db()
            else:
                assert move(browser, article, verb) == 302
            assert article.state == state
        assert article.round == 2

    def test_what_is_missing_is_said_and_nothing_is_done(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(title="")
        answer = see(cast.writer).post(f"/desk/{article.id}/move/", {"verb": "submit"})
        assert answer.status_code == 409
        assert "Not yet: something is missing." in answer.text
        assert 'class="asked">Give the article a title.' in answer.text
        article.refresh_from_db()
        assert article.state == State.DRAFT

    def test_of_two_editors_the_second_is_told_kindly(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*ACCEPTED)
        assert move(see(cast.editor), article, "publish") == 302
        first = article.published_at
        answer = see(cast.second_editor).post(f"/desk/{article.id}/move/", {"verb": "publish"})
        assert answer.status_code == 409
        assert "Somebody was faster: the piece is “Published” now" in answer.text
        article.refresh_from_db()
        assert article.published_at == first
        assert article.revisions.filter(why="published").count() <= 1

    def test_a_writer_does_not_publish(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*ACCEPTED)
        answer = see(cast.writer).post(f"/desk/{article.id}/move/", {"verb": "publish"})
        assert answer.status_code == 409
        assert "You may not publish this article" in answer.text
        article.refresh_from_db()
        assert article.state == State.ACCEPTED

    def test_who_may_not_open_it_does_nothing_to_it(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece()
        for other in (cast.stranger, cast.second_writer, cast.editor):
            assert move(see(other), article, "submit") == 404
        assert move(see(None), article, "submit") == 302
        assert article.state == State.DRAFT

    def test_a_word_that_is_no_verb_is_not_there(self, cast: Cast, see: See, piece: Make) -> None:
        assert move(see(cast.writer), piece(), "burn") == 404

    def test_taking_up_leads_to_the_sheet(self, cast: Cast, see: See, piece: Make) -> None:
        article = piece(*SUBMITTED)
        answer = see(cast.editor).post(f"/desk/{article.id}/move/", {"verb": "take_up"})
        assert answer["Location"] == f"/desk/{article.id}/"

    def test_the_address_of_a_refusal_can_be_loaded_anew(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece()
        answer = see(cast.writer).get(f"/desk/{article.id}/move/")
        assert answer["Location"] == details(article)


class TestScheduling:
    def test_a_time_is_meant_by_the_publication_s_clock_and_said_so(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        set_zone(actor=None, zone="Asia/Tehran")
        article = piece(*ACCEPTED)
        typed = "2099-03-12T14:30"
        assert move(see(cast.editor), article, "schedule", due=typed) == 302
        assert article.state == State.SCHEDULED
        assert article.scheduled_for is not None
        assert article.scheduled_for.isoformat() == "2099-03-12T11:00:00+00:00"
        page = see(cast.writer).get(details(article)).text
        assert "12 March 2099, 14:30 (Asia/Tehran, UTC+3:30)" in page

    def test_of_a_publication_that_chose_no_clock_it_is_meant_in_utc(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*ACCEPTED)
        move(see(cast.editor), article, "schedule", due="2099-03-12T14:30")
        assert article.scheduled_for is not None
        assert article.scheduled_for.isoformat() == "2099-03-12T14:30:00+00:00"

    @pytest.mark.parametrize("typed", ["", "soon", "2099-13-45T00:00"])
    def test_what_is_no_time_is_said_beside_the_field(
        self, cast: Cast, see: See, piece: Make, typed: str
    ) -> None:
        article = piece(*ACCEPTED)
        answer = see(cast.editor).post(
            f"/desk/{article.id}/move/", {"verb": "schedule", "due": typed}
        )
        assert answer.status_code == 422
        assert 'id="id_due_error"' in answer.text
        article.refresh_from_db()
        assert article.state == State.ACCEPTED

    def test_a_time_that_is_past_is_said_beside_the_field(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        article = piece(*ACCEPTED)
        past = (now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
        answer = see(cast.editor).post(
            f"/desk/{article.id}/move/", {"verb": "schedule", "due": past}
        )
        assert answer.status_code == 409
        assert "This time is past. Choose one in the future." in answer.text
