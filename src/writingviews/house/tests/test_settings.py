"""Settings are read once, typed, and refused with the mend."""

from pathlib import Path

import pytest

from writingviews.house.settings import (
    SECRET_FILE,
    SETTINGS_FILE,
    SettingsError,
    load_house_settings,
    write_secret,
)

SECRET = "s" * 40


def test_a_folder_with_a_secret_is_enough(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    settings = load_house_settings({}, tmp_path)
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.hosts == ("127.0.0.1", "localhost", "[::1]")
    assert settings.database_url is None
    assert settings.tree_dir == tmp_path / "tree"
    assert not settings.secure


def test_a_secret_is_written_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / SECRET_FILE
    write_secret(path)
    first = path.read_text()
    write_secret(path)
    assert path.read_text() == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    (tmp_path / SETTINGS_FILE).write_text(
        'address = "https://one.example"\nhosts = ["two.example", "Three.example"]\n'
    )
    from_file = load_house_settings({}, tmp_path)
    assert from_file.hosts == ("one.example", "two.example", "three.example")
    assert from_file.secure
    from_environment = load_house_settings(
        {"WRITINGVIEWS_ADDRESS": "https://four.example/"}, tmp_path
    )
    assert from_environment.address == "https://four.example"


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"WRITINGVIEWS_ADDRESS": "example.org"}, "WRITINGVIEWS_ADDRESS is 'example.org'; write"),
        ({"WRITINGVIEWS_ADDRESS": "https://example.org/blog"}, "without a path"),
        ({"WRITINGVIEWS_SECRET_KEY": "short"}, "has 5 characters; it needs at least 32"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL starts with 'mysql'"),
        ({"WRITINGVIEWS_BEHIND_PROXY": "perhaps"}, "is 'perhaps'; write yes or no"),
    ],
)
def test_an_unusable_value_is_named_with_the_mend(
    tmp_path: Path, environ: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        load_house_settings({"WRITINGVIEWS_SECRET_KEY": SECRET, **environ}, tmp_path)


def test_a_folder_that_is_no_publication_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Make one with `writingviews init"):
        load_house_settings({}, tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [("address = ", "is not valid TOML"), ('adress = "x"\n', "unknown key 'adress'. Known keys")],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_house_settings({"WRITINGVIEWS_SECRET_KEY": SECRET}, tmp_path)
