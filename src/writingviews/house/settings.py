"""What the operator configured, read once, typed, refused with the mend.

Two sources, the first wins: environment variables named ``WRITINGVIEWS_…`` (and
``DATABASE_URL``), then ``house.toml`` in the publication's folder. `docs/settings.md` lists
them all; a test holds that list against `VARIABLES`.
"""

import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

SETTINGS_FILE: Final = "house.toml"
SECRET_FILE: Final = "secret.key"  # noqa: S105 (a file's name)
#: In it a demo's names and passwords lie open: where it is, nobody's work is guarded.
DEMO_ACCOUNTS_FILE: Final = "demo-accounts.json"

#: Every variable, and what it is for. A key of `house.toml` is the variable without its prefix,
#: in lower case (``WRITINGVIEWS_ADDRESS`` → ``address``, ``DATABASE_URL`` → ``database_url``).
VARIABLES: Final[Mapping[str, str]] = {
    "WRITINGVIEWS_DIR": "the publication's folder",
    "WRITINGVIEWS_ADDRESS": "the public address, such as https://example.org",
    "WRITINGVIEWS_HOSTS": "further host names the house answers to, separated by commas",
    "WRITINGVIEWS_SECRET_KEY": "the secret that keys sessions and picture addresses",
    "WRITINGVIEWS_BEHIND_PROXY": "yes, if a proxy on this machine speaks for the readers",
    "WRITINGVIEWS_SECOND_FACTOR": "no, if editors may work with a password alone; a demo's may",
    "DATABASE_URL": "postgresql://user:password@host:port/name; SQLite in the folder without it",
    "WRITINGVIEWS_BUCKET": "the bucket of an S3 service that shall hold a copy of the pages",
    "WRITINGVIEWS_BUCKET_ENDPOINT": "the service's address; Amazon's own without it",
    "WRITINGVIEWS_BUCKET_REGION": "the service's region; us-east-1 without it",
    "WRITINGVIEWS_MIRROR_KEY": "the file of the private key that signs mirrors",
    "WRITINGVIEWS_MAIL_HOST": "the mail server that takes the house's mail; no mail without it",
    "WRITINGVIEWS_MAIL_PORT": "its port; 587, for tls 465, without it",
    "WRITINGVIEWS_MAIL_SECURITY": "starttls, tls, or none on this machine; starttls without it",
    "WRITINGVIEWS_MAIL_USER": "the name to sign in with there, if it asks for one",
    "WRITINGVIEWS_MAIL_PASSWORD": "the password to sign in with there",
    "WRITINGVIEWS_MAIL_FROM": "the address that mails come from",
    "WRITINGVIEWS_MAIL_HOUR": "the hour of the daily summary, 0 to 23; 7 without it",
    "WRITINGVIEWS_BACKUP_TO": "the folder for a backup every day; none is made without it",
    "WRITINGVIEWS_BACKUP_HOUR": "the hour of it, 0 to 23; 3 without it",
    "WRITINGVIEWS_BACKUP_KEEP": "of how many days, weeks and months one stays; 7,4,6 without it",
    "WRITINGVIEWS_BACKUP_RECIPIENTS": "public keys of age that backups are sealed for",
    "WRITINGVIEWS_BACKUP_PASSPHRASE": "the passphrase that backups are sealed with",
    "AWS_ACCESS_KEY_ID": "the name of the key to the bucket, as the service gave it",
    "AWS_SECRET_ACCESS_KEY": "the secret of that key",
}
#: What never stands in a file: `house.toml` is copied, shown and kept with the publication.
ENVIRONMENT_ONLY: Final = frozenset(
    {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "WRITINGVIEWS_MAIL_PASSWORD",
        "WRITINGVIEWS_BACKUP_PASSPHRASE",
    }
)

_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"", "0", "no", "false", "off"})
_SENDER: Final = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")
_RECIPIENT: Final = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message names it and says the mend."""


@dataclass(frozen=True, slots=True)
class BucketSettings:
    """Where a copy of the pages goes.

    Args:
        name: of the bucket.
        endpoint: the service's address, or None for Amazon's own.
        region: as the service calls it.
        key_id, secret: the key; empty if the environment has none. Never shown.
    """

    name: str
    endpoint: str | None
    region: str
    key_id: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Through which mail server the house sends its notices.

    Args:
        host, port: the server's.
        security: ``starttls``, ``tls`` or ``none`` (on this machine alone).
        user, password: empty if it asks for none. Never shown.
        sender: the address that mails come from.
        hour: of the daily summary, in the publication's zone.
    """

    host: str
    port: int
    security: str
    user: str = field(repr=False)
    password: str = field(repr=False)
    sender: str
    hour: int


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """For whom backups are sealed, and which are made by the clock.

    Args:
        folder: where one is made every day; None if none is.
        hour: of the day, in the publication's zone.
        days, weeks, months: of how many of each one stays.
        recipients: public keys of age (``age1…``).
        passphrase: empty if there is none. Never shown.
    """

    folder: Path | None = None
    hour: int = 3
    days: int = 7
    weeks: int = 4
    months: int = 6
    recipients: tuple[str, ...] = ()
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HouseSettings:
    """One publication's settings.

    Args:
        folder: absolute path of the publication's folder.
        secret_key: at least 32 characters; keys sessions and picture addresses.
        address: public base address without a slash at its end, such as ``https://example.org``.
        hosts: host names (without port) that the house answers to.
        database_url: a PostgreSQL address, or None for SQLite in the folder.
        behind_proxy: whether X-Forwarded-For and X-Forwarded-Proto of a local proxy are believed.
        second_factor: whether editors, publishers and moderators are so only with a passkey or an
            authenticator app, and are asked again before they give rights.
        bucket: where a copy of the pages goes, or None if nowhere.
        mirror_key: the file of the private key that signs mirrors, outside the folder.
        mail: through which server notices are mailed, or None if they are not.
        backup: for whom backups are sealed, and whether one is made every day.
    """

    folder: Path
    secret_key: str
    address: str
    hosts: tuple[str, ...]
    database_url: str | None
    behind_proxy: bool
    second_factor: bool = True
    bucket: BucketSettings | None = None
    mirror_key: Path | None = None
    mail: MailSettings | None = None
    backup: BackupSettings = BackupSettings()

    @property
    def sqlite_path(self) -> Path:
        return self.folder / "house.sqlite3"

    @property
    def tree_dir(self) -> Path:
        """The page tree: what readers see, as files."""
        return self.folder / "tree"

    @property
    def media_dir(self) -> Path:
        """Cleaned pictures in all their widths."""
        return self.folder / "media"

    @property
    def carried_dir(self) -> Path:
        """What was made to be carried: leaflets, books, archives."""
        return self.folder / "carried"

    @property
    def search_dir(self) -> Path:
        """The search index; derived data, may be deleted at will."""
        return self.folder / "search"

    @property
    def run_dir(self) -> Path:
        """Sockets and counters of running processes; holds nothing worth keeping."""
        return self.folder / "run"

    @property
    def secure(self) -> bool:
        """Whether the public address is https, and cookies must be Secure."""
        return self.address.startswith("https://")


def house_settings() -> HouseSettings:
    """Return the settings of the running house.

    Raises:
        django.core.exceptions.ImproperlyConfigured: outside a configured Django.
    """
    from django.conf import settings

    house: HouseSettings = settings.HOUSE
    return house


def publication_folder(environ: Mapping[str, str], default: Path) -> Path:
    """Return the publication's folder: WRITINGVIEWS_DIR, else `default`, made absolute."""
    return Path(environ.get("WRITINGVIEWS_DIR") or default).expanduser().resolve()


def load_house_settings(environ: Mapping[str, str], folder: Path) -> HouseSettings:
    """Read and check the settings of the publication in `folder`.

    Args:
        environ: the environment, usually ``os.environ``.
        folder: absolute path; need not exist when every needed variable is in `environ`.

    Raises:
        SettingsError: a value is missing or unusable; names the variable, the value and the mend.
    """
    file_values = _read_file(folder / SETTINGS_FILE)

    def value(variable: str) -> str:
        key = variable.removeprefix("WRITINGVIEWS_").lower()
        return environ.get(variable, file_values.get(key, "")).strip()

    demo = (folder / DEMO_ACCOUNTS_FILE).exists()
    second_factor = value("WRITINGVIEWS_SECOND_FACTOR") or ("no" if demo else "yes")
    address = _address(value("WRITINGVIEWS_ADDRESS") or "http://127.0.0.1:8000")
    own_host = urlsplit(address).hostname or ""
    named = (host.strip().lower() for host in value("WRITINGVIEWS_HOSTS").split(","))
    hosts = tuple(dict.fromkeys([own_host, *(host for host in named if host)]))
    if own_host in {"127.0.0.1", "localhost"}:
        hosts = tuple(dict.fromkeys([*hosts, "127.0.0.1", "localhost", "[::1]"]))
    return HouseSettings(
        folder=folder,
        secret_key=_secret(value("WRITINGVIEWS_SECRET_KEY"), folder / SECRET_FILE),
        address=address,
        hosts=hosts,
        database_url=_database_url(value("DATABASE_URL")),
        behind_proxy=_yes_or_no("WRITINGVIEWS_BEHIND_PROXY", value("WRITINGVIEWS_BEHIND_PROXY")),
        second_factor=_yes_or_no("WRITINGVIEWS_SECOND_FACTOR", second_factor),
        bucket=_bucket(
            value("WRITINGVIEWS_BUCKET"),
            value("WRITINGVIEWS_BUCKET_ENDPOINT"),
            value("WRITINGVIEWS_BUCKET_REGION"),
            environ,
        ),
        mirror_key=Path(key) if (key := value("WRITINGVIEWS_MIRROR_KEY")) else None,
        mail=_mail(value, environ),
        backup=_backup(value, environ, folder),
    )


def write_secret(path: Path) -> None:
    """Write a fresh secret, readable by its owner alone, unless one is there."""
    try:
        handle = path.open("x", encoding="ascii")
    except FileExistsError:
        return
    with handle:
        path.chmod(0o600)
        handle.write(secrets.token_urlsafe(48) + "\n")


def _read_file(path: Path) -> dict[str, str]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}. Mend that line.") from error
    known = {
        name.removeprefix("WRITINGVIEWS_").lower()
        for name in VARIABLES
        if name not in ENVIRONMENT_ONLY
    }
    for key in raw:
        for secret in {key.upper(), f"WRITINGVIEWS_{key.upper()}"} & ENVIRONMENT_ONLY:
            raise SettingsError(
                f"{path} has the key {key!r}, which is a secret and never stands in a file. "
                f"Remove that line and set {secret} in the environment of `writingviews`."
            )
        if key not in known:
            raise SettingsError(
                f"{path} has the unknown key {key!r}. Known keys: {', '.join(sorted(known))}."
            )
    return {
        key: ",".join(map(str, item)) if isinstance(item, list) else str(item)
        for key, item in raw.items()
    }


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise SettingsError(
            f"WRITINGVIEWS_ADDRESS is {value!r}; "
            "write the public address as https://example.org, without a path."
        )
    return value.rstrip("/")


def _secret(value: str, path: Path) -> str:
    if not value:
        try:
            value = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise SettingsError(
                f"{path.parent} is not a publication's folder: it has no {SECRET_FILE}. "
                f"Make one with `writingviews init {path.parent}`, or name another with --dir."
            ) from None
    if len(value) < 32:
        raise SettingsError(
            f"WRITINGVIEWS_SECRET_KEY has {len(value)} characters; it needs at least 32. "
            f"Remove it and {SECRET_FILE} is used, which `writingviews init` writes."
        )
    return value


def _database_url(value: str) -> str | None:
    if not value:
        return None
    if urlsplit(value).scheme not in {"postgresql", "postgres"}:
        raise SettingsError(
            f"DATABASE_URL starts with {value.split(':', 1)[0]!r}; the house knows "
            "postgresql://user:password@host:port/name. Leave it out for SQLite."
        )
    return value


def _bucket(
    name: str, endpoint: str, region: str, environ: Mapping[str, str]
) -> BucketSettings | None:
    if not name:
        return None
    if not _BUCKET.fullmatch(name):
        raise SettingsError(
            f"WRITINGVIEWS_BUCKET is {name!r}; write the bucket's bare name, 3 to 63 of "
            "a-z, 0-9, hyphen and dot. Its service goes to WRITINGVIEWS_BUCKET_ENDPOINT."
        )
    parts = urlsplit(endpoint)
    bare = parts.hostname and parts.path in {"", "/"} and "@" not in parts.netloc
    if endpoint and (parts.scheme not in {"http", "https"} or not bare):
        # Not quoted: somebody may have written a key into it.
        raise SettingsError(
            "WRITINGVIEWS_BUCKET_ENDPOINT is no bare address; "
            "write it as https://s3.example.net, without the bucket and without a key."
        )
    return BucketSettings(
        name=name,
        endpoint=endpoint.rstrip("/") or None,
        region=region or "us-east-1",
        key_id=environ.get("AWS_ACCESS_KEY_ID", "").strip(),
        secret=environ.get("AWS_SECRET_ACCESS_KEY", "").strip(),
    )


def _mail(value: Callable[[str], str], environ: Mapping[str, str]) -> MailSettings | None:
    host = value("WRITINGVIEWS_MAIL_HOST")
    if not host:
        return None
    sender = value("WRITINGVIEWS_MAIL_FROM")
    if not _SENDER.fullmatch(sender):
        raise SettingsError(
            f"WRITINGVIEWS_MAIL_FROM is {sender!r}; write the address that mails come from, such "
            "as house@example.org. Without WRITINGVIEWS_MAIL_HOST no mail is sent."
        )
    security = (value("WRITINGVIEWS_MAIL_SECURITY") or "starttls").lower()
    if security not in {"starttls", "tls", "none"}:
        raise SettingsError(
            f"WRITINGVIEWS_MAIL_SECURITY is {security!r}; write starttls or tls, or none for a "
            "mail server on this machine."
        )
    if security == "none" and host not in {"127.0.0.1", "localhost", "::1"}:
        raise SettingsError(
            f"WRITINGVIEWS_MAIL_SECURITY is none, and the mail server is {host!r}: mails and the "
            "password would cross the network open. Write starttls or tls."
        )
    return MailSettings(
        host=host,
        port=_number(
            "WRITINGVIEWS_MAIL_PORT",
            value("WRITINGVIEWS_MAIL_PORT") or ("465" if security == "tls" else "587"),
            range(1, 65536),
        ),
        security=security,
        user=value("WRITINGVIEWS_MAIL_USER"),
        password=environ.get("WRITINGVIEWS_MAIL_PASSWORD", ""),
        sender=sender,
        hour=_number("WRITINGVIEWS_MAIL_HOUR", value("WRITINGVIEWS_MAIL_HOUR") or "7", range(24)),
    )


def _backup(value: Callable[[str], str], environ: Mapping[str, str], house: Path) -> BackupSettings:
    to = value("WRITINGVIEWS_BACKUP_TO")
    folder = Path(to).expanduser() if to else None
    if folder is not None and (not folder.is_absolute() or folder.is_relative_to(house)):
        raise SettingsError(
            f"WRITINGVIEWS_BACKUP_TO is {to!r}; write the whole path of a folder outside the "
            "publication's, best on another disk."
        )
    recipients = tuple(
        key.strip() for key in value("WRITINGVIEWS_BACKUP_RECIPIENTS").split(",") if key.strip()
    )
    for key in recipients:
        if not _RECIPIENT.fullmatch(key):
            raise SettingsError(
                f"WRITINGVIEWS_BACKUP_RECIPIENTS has {key[:80]!r}; a public key of age is 62 "
                "letters that begin with age1, as `age-keygen` prints it."
            )
    passphrase = environ.get("WRITINGVIEWS_BACKUP_PASSPHRASE", "")
    if recipients and passphrase:
        raise SettingsError(
            "WRITINGVIEWS_BACKUP_RECIPIENTS and WRITINGVIEWS_BACKUP_PASSPHRASE are both set; "
            "a backup is sealed for keys or with a passphrase. Remove one."
        )
    keep = (value("WRITINGVIEWS_BACKUP_KEEP") or "7,4,6").split(",")
    if len(keep) != 3:
        raise SettingsError(
            f"WRITINGVIEWS_BACKUP_KEEP is {','.join(keep)!r}; write three numbers: days, weeks "
            "and months, as 7,4,6."
        )
    days, weeks, months = (
        _number("WRITINGVIEWS_BACKUP_KEEP", number.strip(), range(1000)) for number in keep
    )
    return BackupSettings(
        folder=folder,
        hour=_number(
            "WRITINGVIEWS_BACKUP_HOUR", value("WRITINGVIEWS_BACKUP_HOUR") or "3", range(24)
        ),
        days=max(days, 1),
        weeks=weeks,
        months=months,
        recipients=recipients,
        passphrase=passphrase,
    )


def _number(variable: str, value: str, among: range) -> int:
    if not value.isascii() or not value.isdigit() or int(value) not in among:
        raise SettingsError(
            f"{variable} is {value!r}; write a number from {among[0]} to {among[-1]}."
        )
    return int(value)


def _yes_or_no(variable: str, value: str) -> bool:
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise SettingsError(f"{variable} is {value!r}; write yes or no.")
