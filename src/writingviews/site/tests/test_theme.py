"""A publication's own templates and style: used where they are right, told where they are not."""

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from writingviews.house.assets import asset_address
from writingviews.site import rendering, samples
from writingviews.site.rendering import Renderer, house_theme, render
from writingviews.site.theme import (
    MAX_STYLE,
    TEMPLATES_DIR,
    Theme,
    copy_of_built_in,
    read_theme,
    stamp_of,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "theme").mkdir()
    return tmp_path / "theme"


def theme_of(folder: Path, **files: str) -> Theme:
    """Lay files into a theme's folder (``front_html`` for ``front.html``) and read it."""
    for name, text in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_text(text, encoding="utf-8")
    return read_theme(folder, rendering._try_out)


def page(theme: Theme, name: str = "front", language: str = "en") -> str:
    return Renderer(asset_address, theme).render(samples.contexts(language)[name])


FRONT = '{% extends "builtin/front.html" %}{% block main %}<p>OURS</p>{{ super() }}{% endblock %}'


class TestUsed:
    def test_a_template_stands_in_the_place_of_the_built_in_one_and_may_extend_it(
        self, folder: Path
    ) -> None:
        theme = theme_of(folder, front_html=FRONT)
        assert theme.problems == ()
        assert "<p>OURS</p>" in page(theme)
        assert samples.TEXTS["en"].writer in page(theme)
        assert "OURS" not in page(theme, "about")

    def test_a_part_that_many_pages_share_changes_in_all_of_them(self, folder: Path) -> None:
        theme = theme_of(folder, foot_html="<footer>{{ frame.publication }}, by hand</footer>")
        assert theme.problems == ()
        for name in ("front", "article", "not found"):
            assert "The Far Quay, by hand</footer>" in page(theme, name)

    def test_templates_may_lean_on_one_another(self, folder: Path) -> None:
        parts = (TEMPLATES_DIR / "site" / "parts.html").read_text(encoding="utf-8")
        theme = theme_of(
            folder,
            parts_html=parts + "{% macro stamp() %}<b>stamped</b>{% endmacro %}",
            about_html='{% extends "builtin/about.html" %}'
            '{% from "site/parts.html" import stamp %}{% block main %}{{ stamp() }}{% endblock %}',
        )
        assert theme.problems == ()
        assert "<b>stamped</b>" in page(theme, "about")

    def test_a_style_is_read_after_ours_under_a_name_that_changes_with_it(
        self, folder: Path
    ) -> None:
        theme = theme_of(folder, theme_css="h1 { color: teal }")
        html = page(theme)
        assert html.index("/assets/site-") < html.index(f"/assets/{theme.style_name}")
        other = theme_of(folder, theme_css="h1 { color: plum }")
        assert other.style_name != theme.style_name
        assert other.fingerprint != theme.fingerprint

    def test_no_folder_is_no_theme_and_says_nothing(self, tmp_path: Path) -> None:
        theme = read_theme(tmp_path / "theme", rendering._try_out)
        assert theme == Theme({}, "")
        assert (theme.fingerprint, theme.style_name) == ("", "")
        assert "theme-" not in page(theme)


class TestBeginning:
    def test_every_built_in_template_is_a_theme_that_changes_nothing(self, folder: Path) -> None:
        for name in sorted(path.name for path in (TEMPLATES_DIR / "site").glob("*.html")):
            copy_of_built_in(name, folder)
        theme = theme_of(folder)
        assert theme.problems == ()
        assert len(theme.templates) > 15
        assert page(theme, "article") == page(Theme({}, ""), "article")

    def test_nothing_is_written_over_and_nothing_made_up(self, folder: Path) -> None:
        copy_of_built_in("front.html", folder).write_text("mine", encoding="utf-8")
        with pytest.raises(FileExistsError, match="is there already"):
            copy_of_built_in("front.html", folder)
        assert (folder / "front.html").read_text() == "mine"
        with pytest.raises(LookupError, match="There is no template"):
            copy_of_built_in("../secret", folder)


class TestBroken:
    def test_a_file_too_large_for_a_theme_is_not_even_read(self, folder: Path) -> None:
        with (folder / "theme.css").open("wb") as style:
            style.truncate(8_000_000_000)
        theme = theme_of(folder, foot_html="<footer>by hand</footer>")
        assert [*theme.templates] == ["foot.html"]
        assert [str(each) for each in theme.problems] == [
            "theme.css: it has 8000000000 bytes; 1000000 are allowed"
        ]

    def test_a_folder_that_cannot_be_looked_into_is_told(self, tmp_path: Path) -> None:
        loop = tmp_path / "theme"
        loop.symlink_to("theme")
        theme = read_theme(loop, rendering._try_out)
        assert (theme.templates, theme.style) == ({}, "")
        assert [str(each) for each in theme.problems] == [
            f"theme/: the folder cannot be looked into ({os.strerror(errno.ELOOP)})"
        ]

    def test_a_link_that_leads_nowhere_leaves_the_other_files(self, folder: Path) -> None:
        (folder / "front.html").symlink_to("nowhere")
        assert [name for name, _, _ in stamp_of(folder)] == []
        assert [*theme_of(folder, foot_html="<footer>ours</footer>").templates] == ["foot.html"]

    @pytest.mark.parametrize(
        ("file", "text", "line", "reason"),
        [
            ("front_html", "<main>\n{% if %}\n</main>", 2, "Expected an expression"),
            ("front_html", "<main>\n\n{{ page.nothing }}", 3, "no attribute 'nothing'"),
            ("foot_html", "{{ frame.publication }}\n{{ asset('none.css') }}", 2, "none.css"),
            ("about_html", "{% include 'site/nowhere.html' %}", 1, "nowhere.html"),
            ("list_html", "<p>\n<b style='color: red'>", 2, "style attribute"),
            ("list_html", "<style>b{}</style>", 1, "<style> element"),
            ("list_html", "\n<script>alert(1)</script>", 2, "script in the page"),
            ("list_html", '<a onclick="x()">', 1, "handler attribute"),
            ("list_html", '<img src="https://example.org/a.png">', 1, "another host"),
            ("theme_css", "a { b: c }\n}", 2, "closes what was not opened"),
            ("theme_css", "a {", 1, "not closed"),
            ("theme_css", "\n@import 'x.css';", 2, "elsewhere"),
            ("theme_css", "a{background:url(//example.org/x)}", 1, "elsewhere"),
            ("theme_css", "a" * (MAX_STYLE + 1), None, "are allowed"),
            ("nothing_html", "<p>", None, "no page is made of it"),
        ],
    )
    def test_a_broken_file_is_told_by_line_and_the_built_in_one_serves(
        self, folder: Path, file: str, text: str, line: int | None, reason: str
    ) -> None:
        theme = theme_of(folder, **{file: text})
        (problem,) = theme.problems
        assert problem.file == ".".join(file.rsplit("_", 1))
        assert problem.line == line
        assert reason in problem.reason
        assert theme.fingerprint == ""
        for language in samples.LANGUAGES:
            assert page(theme, language=language) == page(Theme({}, ""), language=language)

    def test_one_broken_file_leaves_the_others_in_use(self, folder: Path) -> None:
        theme = theme_of(folder, front_html=FRONT, foot_html="{{ 1 / 0 }}", theme_css="a { b: c }")
        assert [problem.file for problem in theme.problems] == ["foot.html"]
        assert "division by zero" in str(theme.problems[0])
        assert "<p>OURS</p>" in page(theme)
        assert theme.style_name

    def test_what_breaks_in_one_language_alone_is_found(self, folder: Path) -> None:
        broken = '{% if frame.language == "fa" %}{{ frame.none }}{% endif %}'
        theme = theme_of(folder, foot_html=broken)
        assert [problem.file for problem in theme.problems] == ["foot.html"]

    def test_what_stands_in_a_comment_is_no_fault(self, folder: Path) -> None:
        theme = theme_of(
            folder,
            foot_html="{# <style> #}<!-- <b onclick='x'> --><footer>x</footer>",
            theme_css="/* } @import */",
        )
        assert theme.problems == ()

    def test_a_file_that_is_no_text_is_told(self, folder: Path) -> None:
        (folder / "front.html").write_bytes(b"\xff\xfe")
        (problem,) = theme_of(folder).problems
        assert "UTF-8" in problem.reason


class TestInTheHouse:
    @pytest.fixture(autouse=True)
    def _own_house(
        self, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
        monkeypatch.setattr(rendering, "_LOOK_EVERY", -1.0)

    def test_a_file_that_is_saved_serves_and_one_that_is_taken_away_does_not(
        self, folder: Path
    ) -> None:
        front = samples.contexts("en")["front"]
        before = render(front)
        (folder / "front.html").write_text(FRONT, encoding="utf-8")
        assert "<p>OURS</p>" in render(front)
        (folder / "front.html").write_text("{{", encoding="utf-8")
        assert render(front) == before
        assert [problem.line for problem in house_theme().problems] == [1]
        shutil.rmtree(folder)
        assert render(front) == before
        assert house_theme().problems == ()

    def test_a_file_of_the_same_size_saved_again_is_seen(self, folder: Path) -> None:
        file = folder / "theme.css"
        file.write_text("a{b:c}", encoding="utf-8")
        first = stamp_of(folder)
        file.write_text("a{b:d}", encoding="utf-8")
        os.utime(file, ns=(1, 1))
        assert stamp_of(folder) != first
