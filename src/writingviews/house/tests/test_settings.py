"""Settings are read once, typed, and refused with the mend."""

from pathlib import Path

import pytest

from writingviews.house.settings import (
    DEMO_ACCOUNTS_FILE,
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


def test_a_bucket_comes_from_the_file_and_its_key_from_the_environment(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    assert load_house_settings({"AWS_ACCESS_KEY_ID": "K"}, tmp_path).bucket is None
    (tmp_path / SETTINGS_FILE).write_text(
        'bucket = "magazine"\nbucket_endpoint = "https://s3.example.net/"\n'
    )
    keys = {"AWS_ACCESS_KEY_ID": "K", "AWS_SECRET_ACCESS_KEY": "canary"}
    bucket = load_house_settings(keys, tmp_path).bucket
    assert bucket is not None
    assert (bucket.name, bucket.endpoint) == ("magazine", "https://s3.example.net")
    assert (bucket.region, bucket.key_id, bucket.secret) == ("us-east-1", "K", "canary")
    assert "canary" not in repr(load_house_settings(keys, tmp_path))
    without = load_house_settings({}, tmp_path).bucket
    assert without is not None
    assert without.secret == ""


def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    (tmp_path / SETTINGS_FILE).write_text('aws_secret_access_key = "canary"\n')
    with pytest.raises(SettingsError, match="never stands in a file") as refused:
        load_house_settings({}, tmp_path)
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"WRITINGVIEWS_BUCKET": "s3://magazine"}, "write the bucket's bare name"),
        ({"WRITINGVIEWS_BUCKET": "m"}, "WRITINGVIEWS_BUCKET is 'm'"),
        (
            {"WRITINGVIEWS_BUCKET": "mag", "WRITINGVIEWS_BUCKET_ENDPOINT": "s3.example.net"},
            "write it as https://s3.example.net",
        ),
        (
            {
                "WRITINGVIEWS_BUCKET": "mag",
                "WRITINGVIEWS_BUCKET_ENDPOINT": "https://key:canary@s3.example.net",
            },
            "without a key",
        ),
    ],
)
def test_a_bucket_that_cannot_be_used_is_refused_with_the_mend(
    environ: dict[str, str], message: str, tmp_path: Path
) -> None:
    write_secret(tmp_path / SECRET_FILE)
    with pytest.raises(SettingsError, match=message) as refused:
        load_house_settings(environ, tmp_path)
    assert "canary" not in str(refused.value)


def test_without_a_mail_server_no_mail_is_sent(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    assert load_house_settings({"WRITINGVIEWS_MAIL_FROM": "a@example.org"}, tmp_path).mail is None


def test_mail_is_set_in_the_file_and_its_password_in_the_environment(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    (tmp_path / SETTINGS_FILE).write_text(
        'mail_host = "mail.example.org"\nmail_from = "house@example.org"\nmail_user = "house"\n'
        "mail_hour = 18\n"
    )
    mail = load_house_settings({"WRITINGVIEWS_MAIL_PASSWORD": "canary"}, tmp_path).mail
    assert mail is not None
    assert (mail.port, mail.security, mail.hour) == (587, "starttls", 18)
    assert (mail.user, mail.password) == ("house", "canary")
    assert "canary" not in repr(mail)
    closed = load_house_settings({"WRITINGVIEWS_MAIL_SECURITY": "tls"}, tmp_path).mail
    assert closed is not None
    assert closed.port == 465


def test_a_mail_password_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    (tmp_path / SETTINGS_FILE).write_text('mail_password = "canary"\n')
    with pytest.raises(SettingsError, match="set WRITINGVIEWS_MAIL_PASSWORD") as refusal:
        load_house_settings({}, tmp_path)
    assert "canary" not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"FROM": ""}, "write the address that mails come from"),
        ({"FROM": "House <a@example.org>\nBcc: b@example.org"}, "MAIL_FROM is"),
        ({"SECURITY": "ssl"}, "write starttls or tls"),
        ({"SECURITY": "none"}, "would cross the network open"),
        ({"PORT": "0"}, "write a number from 1 to 65535"),
        ({"HOUR": "24"}, "write a number from 0 to 23"),
        ({"HOUR": "seven"}, "MAIL_HOUR is 'seven'"),
    ],
)
def test_mail_that_cannot_be_sent_is_refused_with_the_mend(
    tmp_path: Path, given: dict[str, str], message: str
) -> None:
    write_secret(tmp_path / SECRET_FILE)
    usable = {"HOST": "mail.example.org", "FROM": "house@example.org"}
    environ = {f"WRITINGVIEWS_MAIL_{key}": value for key, value in (usable | given).items()}
    with pytest.raises(SettingsError, match=message):
        load_house_settings(environ, tmp_path)


def test_a_second_factor_is_demanded_but_in_a_demo(tmp_path: Path) -> None:
    write_secret(tmp_path / SECRET_FILE)
    assert load_house_settings({}, tmp_path).second_factor
    assert not load_house_settings({"WRITINGVIEWS_SECOND_FACTOR": "no"}, tmp_path).second_factor
    (tmp_path / DEMO_ACCOUNTS_FILE).touch()
    assert not load_house_settings({}, tmp_path).second_factor
    assert load_house_settings({"WRITINGVIEWS_SECOND_FACTOR": "yes"}, tmp_path).second_factor
