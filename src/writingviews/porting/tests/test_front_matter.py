"""Front matter is read as text, and whatever is odd in it is told by line, value, cause, mend."""

from datetime import UTC, datetime, timedelta

import pytest

from writingviews.porting.front_matter import (
    KEYS,
    FrontMatter,
    FrontMatterBroken,
    parse_date,
    read_front_matter,
)


def read(*lines: str) -> FrontMatter:
    return read_front_matter("\n".join(("---", *lines, "---", "The text.")))


def broken(text: str) -> FrontMatterBroken:
    with pytest.raises(FrontMatterBroken) as caught:
        read_front_matter(text)
    return caught.value


def only_finding(matter: FrontMatter) -> tuple[int, str]:
    assert len(matter.findings) == 1, matter.findings
    return matter.findings[0]


def test_every_key_is_read_as_its_example_writes_it() -> None:
    matter = read(*KEYS.values())

    assert matter.findings == []
    assert matter.texts["title"] == "The Long Gap"
    assert matter.texts["dateline"] == "Skarrow, 12 March 2026"
    assert matter.topics == ("water", "school")
    assert matter.bylines == ("Noor Whitcombe",)
    assert matter.date == datetime(2026, 3, 14, tzinfo=UTC)
    assert matter.published is False
    assert set(matter.lines) == set(KEYS)
    assert matter.body == "The text."


def test_the_body_and_its_line_follow_the_front_matter() -> None:
    matter = read_front_matter("---\ntitle: A\n---\n\nFirst.\n---\nSecond.\n")

    assert matter.body == "\nFirst.\n---\nSecond.\n"
    assert matter.body_line == 4


def test_three_dots_end_the_front_matter_too() -> None:
    assert read_front_matter("---\ntitle: A\n...\nText").body == "Text"


def test_a_file_without_front_matter_is_all_body() -> None:
    matter = read_front_matter("# A heading\n\n---\n\nText")

    assert not matter.present
    assert matter.body.startswith("# A heading")
    assert matter.body_line == 1


def test_empty_front_matter_has_no_values_and_no_findings() -> None:
    matter = read("# only a comment")

    assert matter.present
    assert (matter.texts, matter.findings) == ({}, [])


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: 1984", "1984"),
        ("title: no", "no"),
        ("title: 2026-03-14", "2026-03-14"),
        ('title: "null"', "null"),
        ("title: 'On: colons'", "On: colons"),
        ("title: >-\n  Two\n  lines", "Two lines"),
        ("title: پنجرهٔ باز", "پنجرهٔ باز"),
        ("title: !!python/object/apply:os.system ['true']", None),
        ("title: !!binary aGVsbG8=", "aGVsbG8="),
    ],
)
def test_a_value_is_the_text_that_was_typed(written: str, title: str | None) -> None:
    assert read(written).texts.get("title") == title


@pytest.mark.parametrize("written", ["title:", "title: ~", "title: null", 'title: ""'])
def test_an_empty_value_counts_as_missing(written: str) -> None:
    matter = read(written)

    assert "title" not in matter.texts
    assert matter.findings == []


def test_a_list_where_text_belongs_is_reported_with_its_line_and_the_mend() -> None:
    line, message = only_finding(read("slug: x", "title: [A, B]"))

    assert line == 3
    assert message == (
        "title is a list of 2, but one line of text is needed; it was left out. "
        "Write it as title: The Long Gap."
    )


def test_a_table_where_topics_belong_is_reported() -> None:
    matter = read("topics: {water: 1}")

    assert matter.topics == ()
    assert "topics is a table of 1 keys" in only_finding(matter)[1]


def test_an_item_that_is_no_name_is_left_out_and_its_own_line_is_told() -> None:
    matter = read("bylines:", "  - Noor", "  - [A, B]", "  - Calder")

    assert matter.bylines == ("Noor", "Calder")
    assert only_finding(matter)[0] == 4


def test_topics_may_stand_in_one_line_and_a_byline_keeps_its_comma() -> None:
    matter = read("topics: water, school، آب", "bylines: Whitcombe, Noor")

    assert matter.topics == ("water", "school", "آب")
    assert matter.bylines == ("Whitcombe, Noor",)
    assert matter.findings == []


def test_names_that_come_twice_are_taken_once() -> None:
    assert read("topics: [water, school, water]").topics == ("water", "school")


def test_more_topics_than_the_house_takes_are_cut_and_reported() -> None:
    matter = read(f"topics: [{', '.join(f't{number}' for number in range(15))}]")

    assert len(matter.topics) == 12
    assert "there are 15 topics" in only_finding(matter)[1]


def test_an_unknown_key_is_reported_with_the_key_that_was_meant() -> None:
    _, message = only_finding(read("titel: A"))

    assert message == (
        "the key “titel” is not known and was not read. "
        "Did you mean title, as in title: The Long Gap?"
    )
    assert "bylines: [Noor Whitcombe]" in only_finding(read("authors: [Noor]"))[1]
    assert only_finding(read("zebra: 1"))[1].endswith("Delete it.")


@pytest.mark.parametrize("written", ["draft: true", "draft: yes", "published: false"])
def test_another_programs_mark_of_a_draft_keeps_a_piece_unpublished(written: str) -> None:
    matter = read(written)

    assert matter.published is False
    assert "state: draft" in only_finding(matter)[1]


def test_the_state_itself_outweighs_another_programs_mark() -> None:
    assert read("draft: true", "state: published").published is True
    assert read("state: published", "draft: true").published is True


def test_an_unknown_state_is_taken_as_draft_and_reported() -> None:
    matter = read("state: live")

    assert matter.published is False
    assert "state is “live”" in only_finding(matter)[1]


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    matter = read("title: First", "title: Second")

    assert matter.texts["title"] == "First"
    assert only_finding(matter) == (
        3,
        "title stands in line 2 already; the first one was taken. Delete one of them.",
    )


def test_a_value_that_is_too_long_is_cut_at_a_word() -> None:
    matter = read(f"dateline: {'Skarrow ' * 40}")

    assert len(matter.texts["dateline"]) <= 160
    assert matter.texts["dateline"].endswith("Skarrow")
    assert "160 are the most" in only_finding(matter)[1]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-14", datetime(2026, 3, 14, tzinfo=UTC)),
        ("2026-3-4", datetime(2026, 3, 4, tzinfo=UTC)),
        ("2026-03-14T09:30:00+00:00", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("2026-03-14 09:30 +0330", datetime(2026, 3, 14, 6, 0, tzinfo=UTC)),
        ("2026-03-14T09:30:15.250Z", datetime(2026, 3, 14, 9, 30, 15, tzinfo=UTC)),
        ("۲۰۲۶-۰۳-۱۴", datetime(2026, 3, 14, tzinfo=UTC)),
    ],
)
def test_dates_are_read_with_and_without_time_and_zone(written: str, moment: datetime) -> None:
    found = parse_date(written)

    assert found == moment
    assert found is not None
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize("written", ["2026-13-40", "14 March", "0000-01-01", "9999-99-99 25:00"])
def test_what_is_no_date_is_reported_and_left_out(written: str) -> None:
    matter = read(f"date: {written}")

    assert matter.date is None
    assert "which is no date. Write it as 2026-03-14." in only_finding(matter)[1]


def test_broken_yaml_names_the_line_and_shows_it() -> None:
    error = broken("---\nslug: a\ntitle: He said: no\n---\nText")

    assert error.line == 3
    assert error.message.startswith(
        "“title: He said: no” is not valid YAML: mapping values are not allowed here."
    )
    assert "Put quotation marks" in error.message


def test_front_matter_without_an_end_is_broken() -> None:
    error = broken("---\ntitle: A\n\nText without an end")

    assert error.line == 1
    assert "has no end" in error.message


def test_toml_is_refused_by_name() -> None:
    assert "TOML" in broken("+++\ntitle = 'A'\n+++\nText").message


def test_a_list_instead_of_keys_is_broken() -> None:
    assert "is not a list of keys" in broken("---\n- one\n- two\n---\n").message


def test_a_character_that_yaml_forbids_is_named_with_its_line() -> None:
    error = broken("---\ntitle: A\nslug: a\x07b\n---\n")

    assert error.line == 3
    assert "'\\x07'" in error.message or "7" in error.message


def test_aliases_are_refused_before_they_can_unfold() -> None:
    bomb = "\n".join(
        [
            "a: &a [x, x]",
            *(
                f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            ),
        ]
    )

    error = broken(f"---\n{bomb}\n---\n")

    assert error.line == 3
    assert "the alias *a is not read" in error.message


def test_deep_nesting_is_refused_and_not_followed() -> None:
    assert "nested too deeply" in broken(f"---\ntopics: {'[' * 20_000}\n---\n").message


def test_front_matter_of_a_megabyte_is_refused() -> None:
    assert "65,536 are the most" in broken(f"---\ntitle: {'a' * 70_000}\n---\n").message
