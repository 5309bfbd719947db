"""The `writingviews` command.

Every sub-command has its help; ends with 0 (done), 1 (not done, with one line that says why
and the mend) or 2 (asked wrongly). The publication's folder is ``--dir``, else
``WRITINGVIEWS_DIR``, else the current folder. Django is loaded by the commands that need it.
"""

import argparse
import contextlib
import getpass
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from writingviews import __version__
from writingviews.house.settings import (
    DEMO_ACCOUNTS_FILE,
    SECRET_FILE,
    SETTINGS_FILE,
    HouseSettings,
    SettingsError,
    load_house_settings,
    publication_folder,
    write_secret,
)

if TYPE_CHECKING:
    from writingviews.editions.collection import Choice


_err: Final = Console(stderr=True, soft_wrap=True, highlight=False)
_out: Final = Console(soft_wrap=True, highlight=False)


class CommandFailed(Exception):
    """The command could not do what was asked; the message is for the person who asked."""


# --- the folder and Django ----------------------------------------------------------------------


def _folder(options: argparse.Namespace) -> Path:
    if options.dir is not None:
        return Path(options.dir).expanduser().resolve()
    return publication_folder(os.environ, Path.cwd())


def _settings(options: argparse.Namespace) -> HouseSettings:
    return load_house_settings(os.environ, _folder(options))


def _django(options: argparse.Namespace) -> HouseSettings:
    """Set Django up for the publication's folder and return its settings."""
    settings = _settings(options)
    os.environ["WRITINGVIEWS_DIR"] = str(settings.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "writingviews.config.settings"
    import django

    django.setup()
    return settings


def _migrate(settings: HouseSettings) -> None:
    from writingviews.config.database_process import DatabaseAway, bring_up_to_date

    try:
        bring_up_to_date(settings)
    except DatabaseAway as away:
        raise CommandFailed(str(away)) from away


@contextlib.contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a callable (done, in all) that draws a bar while the work lasts."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Where nobody watches, all that is left of a bar is an empty line.
    unwatched = not _err.is_terminal
    with Progress(*columns, console=_err, transient=True, disable=unwatched) as bar:
        task = bar.add_task(what, total=None)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told


@contextlib.contextmanager
def _steps() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a callable (what, done, in all) that draws a bar for each step of long work."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Where nobody watches, all that is left of a bar is an empty line.
    unwatched = not _err.is_terminal
    with Progress(*columns, console=_err, transient=True, disable=unwatched) as bar:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield told


# --- the commands -------------------------------------------------------------------------------


def _init(options: argparse.Namespace) -> int:
    folder = Path(options.folder).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    settings_file = folder / SETTINGS_FILE
    if not settings_file.exists():
        settings_file.write_text(
            f'# docs/settings.md lists what may stand here.\naddress = "{options.address}"\n',
            encoding="utf-8",
        )
    write_secret(folder / SECRET_FILE)
    options.dir = str(folder)
    _migrate(_django(options))
    from writingviews.articles.services.checklists import lay_out_first_checklist
    from writingviews.articles.services.publication import set_up_publication
    from writingviews.press.rebuilding import rebuild

    set_up_publication(name=options.name, languages=options.languages.split(","))
    lay_out_first_checklist()
    rebuild()
    _out.print(f"The publication stands in {folder}. Next:")
    _out.print(f"  writingviews account create NAME --role editor --role publisher --dir {folder}")
    _out.print(f"  writingviews serve --dir {folder}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    # Neither Django nor the database: readers' processes start whatever these do.
    settings = _settings(options)
    from writingviews.config.serving import serve

    return serve(
        settings,
        host=options.host,
        port=options.port,
        readers=options.readers,
        houses=options.houses,
        ready=lambda address: _out.print(f"Serving {settings.address} on {address}"),
    )


def _demo(options: argparse.Namespace) -> int:
    folder = Path(options.dir or "demo-house").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / SETTINGS_FILE).exists() and not (folder / DEMO_ACCOUNTS_FILE).exists():
        raise CommandFailed(
            f"{folder} holds a publication that is no demo. Name another folder with --dir."
        )
    host = "127.0.0.1" if options.host in {"0.0.0.0", "::"} else options.host  # noqa: S104
    address = f"http://{host}:{options.port}"
    write_secret(folder / SECRET_FILE)
    (folder / SETTINGS_FILE).write_text(f'address = "{address}"\n', encoding="utf-8")
    options.dir = str(folder)
    settings = _django(options)
    _migrate(settings)
    from writingviews.carry.formats import OFFERED
    from writingviews.demo.accounts import DemoRefused
    from writingviews.demo.furnish import furnish
    from writingviews.editions.paper.typesetter import can_print
    from writingviews.press.rebuilding import rebuild_if_outdated

    # Made by the house that serves, behind everything else; without Pango each would only fail.
    offered = () if options.no_serve or not can_print() else OFFERED
    try:
        with _steps() as told_step:
            accounts = furnish(progress=told_step, offered=offered)
    except DemoRefused as refused:
        raise CommandFailed(str(refused)) from refused
    with _progress("Printing") as told:
        rebuild_if_outdated(told)
    _out.print(f"A furnished publication stands in {folder}.")
    if options.no_serve:
        return 0
    from writingviews.config.serving import serve

    def ready(_address: str) -> None:
        _out.print(f"\n  The site       {settings.address}/")
        _out.print(f"  The house      {settings.address}/desk/\n")
        for role, account in accounts.logins.items():
            _out.print(f"  {role:<12} {account.username:<12} {account.password}", markup=False)
        _out.print("\n  Ctrl-C ends it.")

    return serve(
        settings,
        host=options.host,
        port=options.port,
        readers=options.readers,
        houses=options.houses,
        ready=ready,
    )


def _account_create(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.people.models import Role
    from writingviews.people.selectors import standing_of
    from writingviews.people.services import AccountRefused, create_account

    password = _password(options)
    try:
        made = create_account(
            username=options.username,
            password=password,
            roles=frozenset(Role(role) for role in options.role),
            actor=None,
        )
    except AccountRefused as refused:
        raise CommandFailed(str(refused)) from refused
    _out.print(f"{options.username} can sign in at /account/login/.")
    if held_back := standing_of(made).held_back:
        _out.print(
            f"As {' and '.join(sorted(held_back))} once a passkey or an app is set up there: "
            "/account/2fa/."
        )
    return 0


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise CommandFailed("There is no terminal to ask at. Use --password-stdin.")
    first = getpass.getpass("Password (at least 10 characters): ")
    if first != getpass.getpass("Again: "):
        raise CommandFailed("The two passwords differ. Try again.")
    return first


def _account_list(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.people.models import Account
    from writingviews.people.selectors import standing_of

    for account in Account.objects.order_by("username"):
        state = "" if account.is_active else "  (closed)"
        standing = standing_of(account)
        roles = ", ".join(sorted(standing.roles))
        if standing.held_back:
            roles += f"; {', '.join(sorted(standing.held_back))} once there is a second factor"
        _out.print(f"{account.username:<24} {roles}{state}", markup=False)
    return 0


def _account_role(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.people.models import Role
    from writingviews.people.selectors import account_named
    from writingviews.people.services import grant_role, revoke_role

    account = account_named(options.username)
    if account is None:
        raise CommandFailed(
            f"There is no account {options.username!r}. `writingviews account list` shows all."
        )
    change = revoke_role if options.revoke else grant_role
    change(account=account, role=Role(options.role), actor=None)
    return 0


def _export(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.porting.export.command import export_house

    if options.with_accounts and options.format != "whole":
        raise CommandFailed("Other systems take no accounts of ours. Leave out --with-accounts.")
    with _steps() as told:
        line, missing = export_house(
            Path(options.path).expanduser().absolute(),
            accounts=options.with_accounts,
            form=options.format,
            told=told,
        )
    for name in missing:
        _err.print(f"{name} is known to the database and not on the disk.", markup=False)
    _out.print(line, markup=False)
    return 0


def _import_house(options: argparse.Namespace, path: Path) -> int:
    """Make a house of an export of this program."""
    from writingviews.porting.export.archive import ExportRefused, description_of

    folder = _folder(options)
    try:
        if options.dry_run:
            raise CommandFailed("An export of Writing Views comes in whole. Leave out --dry-run.")
        address = str(description_of(path).get("address", ""))
        if not (folder / SECRET_FILE).exists():
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CommandFailed(f"{folder} is not empty. Name a new folder with --dir.")
            (folder / SETTINGS_FILE).write_text(
                f"# docs/settings.md lists what may stand here.\naddress = {json.dumps(address)}\n",
                encoding="utf-8",
            )
            write_secret(folder / SECRET_FILE)
        _migrate(_django(options))
        from writingviews.porting.export.reading import read_export

        with _steps() as told_step:
            brought = read_export(path, told_step)
    except ExportRefused as refused:
        raise CommandFailed(str(refused)) from refused
    from writingviews.press.rebuilding import rebuild
    from writingviews.search.services import rebuild_index

    rebuild_index()
    with _progress("Printing") as told:
        printed = rebuild(told)
    _out.print(
        f"The house stands in {folder}: {brought.rows} rows, {brought.pictures} pictures, "
        f"{printed.written} pages{'' if brought.accounts else '; without accounts'}.",
        markup=False,
    )
    return 1 if printed.failed else 0


#: Pieces whose pages an import prints itself; more are left to the press of the house.
_PRINTED_AT_ONCE: Final = 1_000


def _import(options: argparse.Namespace) -> int:
    from writingviews.porting.export.archive import is_export

    if options.source == "auto" and is_export(Path(options.path)):
        return _import_house(options, Path(options.path))
    _django(options)
    from writingviews.porting.command import Asked, ImportRefused, run_import
    from writingviews.press.printing import print_pending

    with _progress("Importing") as told:
        try:
            asked = Asked(
                source=options.source,
                dry_run=options.dry_run,
                writer=options.writer,
                checked=options.checked,
                media=Path(options.media) if options.media else None,
                section=options.section or "",
                byline=options.byline or "",
                whole=options.whole,
            )
            report = run_import(Path(options.path), asked, told)
        except ImportRefused as refused:
            raise CommandFailed(str(refused)) from refused
    if options.report:
        Path(options.report).write_text(report.as_json(), encoding="utf-8")
    _out.print(report.as_text(), markup=False)
    came = len(report.published) + len(report.renewed)
    if options.dry_run:
        return report.exit_code
    if came > _PRINTED_AT_ONCE:
        _out.print(
            f"The pages of {came} pieces wait to be printed: `writingviews serve` prints them in "
            "the background, all in one round."
        )
    else:
        with _progress("Printing") as told:
            print_pending(told)
    return report.exit_code


def _rebuild(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.press.rebuilding import check_tree, rebuild

    if options.check:
        with _progress("Comparing") as told:
            check = check_tree(told)
        if check.equal:
            _out.print(f"The tree equals a clean build: {check.pages} pages.")
            return 0
        for fault in check.faults:
            _out.print(f"{fault.kind:<10} {fault.place}: {fault.reason}", markup=False)
        raise CommandFailed(
            f"The tree differs from a clean build of {check.pages} pages in "
            f"{len(check.faults)} places. `writingviews rebuild` mends it."
        )
    from writingviews.search.services import IndexBusy, rebuild_index

    try:
        rebuild_index()
    except IndexBusy as error:
        raise CommandFailed(str(error)) from error
    with _progress("Printing") as told:
        printed = rebuild(told)
    _out.print(
        f"{printed.written} pages written, {printed.same} were right, {printed.removed} removed."
    )
    for address, reason in printed.failed.items():
        _err.print(f"{address}: {reason}", markup=False)
    return 1 if printed.failed else 0


def _backup(options: argparse.Namespace) -> int:
    settings = _settings(options)
    from writingviews.porting.backup.command import lock_for
    from writingviews.porting.backup.making import make_backup, write_keys
    from writingviews.porting.backup.refusal import BackupRefused

    try:
        lock = lock_for(
            settings.backup,
            recipients=options.recipient,
            passphrase=options.passphrase,
            ask=_backup_passphrase,
        )
        with _steps() as told:
            made = make_backup(
                settings,
                Path(options.path).expanduser().absolute(),
                now=datetime.now(UTC),
                lock=lock,
                progress=told,
            )
        if options.keys:
            write_keys(settings, Path(options.keys).expanduser().absolute(), lock)
    except BackupRefused as refused:
        raise CommandFailed(str(refused)) from refused
    for name in made.missing:
        _err.print(f"{name} is known to the database and not on the disk.", markup=False)
    _out.print(
        f"{made.path}: {made.description.files} files, {made.bytes / 1e6:.1f} MB, "
        f"{'sealed' if lock else 'not sealed'}, read again and whole.\nSHA-256 {made.sha256}",
        markup=False,
    )
    return 0


def _restore(options: argparse.Namespace) -> int:
    from writingviews.porting.backup.age import CannotOpen
    from writingviews.porting.backup.command import opener_for
    from writingviews.porting.backup.refusal import BackupRefused
    from writingviews.porting.backup.restoring import restore_backup

    path, folder = Path(options.path).expanduser(), _folder(options)
    keys = Path(options.keys).expanduser() if options.keys else None
    if options.rehearse:
        return _rehearse(options, path)
    try:
        opener = opener_for(
            [path, *([keys] if keys else [])],
            identity=Path(options.identity).expanduser() if options.identity else None,
            passphrase=os.environ.get("WRITINGVIEWS_BACKUP_PASSPHRASE", ""),
            ask=_backup_passphrase,
        )
        with _steps() as told_step:
            description = restore_backup(
                path,
                folder,
                opener=opener,
                keys=keys,
                database_url=os.environ.get("DATABASE_URL") or None,
                progress=told_step,
            )
    except (BackupRefused, CannotOpen) as refused:
        raise CommandFailed(str(refused)) from refused
    _migrate(_django(options))
    from writingviews.press.rebuilding import rebuild_if_outdated
    from writingviews.search.services import rebuild_index

    rebuild_index()
    with _progress("Printing") as told:
        printed = rebuild_if_outdated(told)
    for address, reason in (printed.failed if printed else {}).items():
        _err.print(f"{address}: {reason}", markup=False)
    _out.print(
        f"The house of {description.made_at} stands in {folder}: {description.files} files, "
        f"{sum(description.rows.values())} rows, {printed.written if printed else 0} pages.",
        markup=False,
    )
    if printed and printed.failed:
        raise CommandFailed(f"{len(printed.failed)} pages could not be printed.")
    return 0


def _rehearse(options: argparse.Namespace, path: Path) -> int:
    settings = _settings(options)
    from writingviews.porting.backup.age import CannotOpen, sealed_how
    from writingviews.porting.backup.command import rehearse
    from writingviews.porting.backup.refusal import BackupRefused

    environ = dict(os.environ)
    arguments: list[str] = []
    for name in ("identity", "keys"):
        if given := getattr(options, name):
            arguments += [f"--{name}", str(Path(given).expanduser().absolute())]
    try:
        sealed = sealed_how(path) == "passphrase"
        if sealed and not environ.get("WRITINGVIEWS_BACKUP_PASSPHRASE"):
            environ["WRITINGVIEWS_BACKUP_PASSPHRASE"] = _backup_passphrase(False)
        done = rehearse(path, settings.tree_dir, arguments=arguments, environ=environ)
    except (BackupRefused, CannotOpen) as refused:
        raise CommandFailed(str(refused)) from refused
    _out.print(
        f"It can be restored: {done.seconds:.1f} s from the file to all {done.pages} pages, "
        f"{done.same} of which are those that are served now ({done.now}).",
        markup=False,
    )
    return 0


def _backup_passphrase(new: bool) -> str:  # noqa: FBT001 - `command.Ask`
    if given := os.environ.get("WRITINGVIEWS_BACKUP_PASSPHRASE"):
        return given
    if not sys.stdin.isatty():
        raise CommandFailed(
            "There is no terminal to ask for the passphrase at. Set WRITINGVIEWS_BACKUP_PASSPHRASE."
        )
    first = getpass.getpass("Passphrase of the backup: ")
    if new and len(first) < 12:
        raise CommandFailed("A passphrase has at least 12 characters. Take five words.")
    if new and first != getpass.getpass("Again: "):
        raise CommandFailed("The two passphrases differ. Try again.")
    return first


def _theme(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.site.rendering import house_theme, theme_dir
    from writingviews.site.theme import copy_of_built_in

    if options.copy:
        try:
            copy = copy_of_built_in(options.copy, theme_dir())
        except (LookupError, FileExistsError) as error:
            raise CommandFailed(str(error)) from error
        _out.print(f"{copy} is the built-in one; change it.", markup=False)
        return 0
    theme = house_theme()
    for name in sorted(theme.templates):
        _out.print(f"used      {name}", markup=False)
    if theme.style:
        _out.print("used      theme.css", markup=False)
    for problem in theme.problems:
        _out.print(f"not used  {problem}", markup=False)
    if not (theme.problems or theme.templates or theme.style):
        _out.print(f"There is no theme in {theme_dir()}; the built-in one is used.", markup=False)
    return 1 if theme.problems else 0


def _bucket(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.press.bucket.carrier import bring_in_step, waiting
    from writingviews.press.bucket.comparing import check_bucket, sweep
    from writingviews.press.bucket.store import BucketAway, ObjectRefused
    from writingviews.press.bucket.uploading import store_of_house

    if options.state:
        return _bucket_state(waiting())
    try:
        store = store_of_house()
        if options.check:
            with _progress("Comparing") as told:
                check = check_bucket(store, told)
            for kind in ("differing", "missing", "foreign"):
                for path in getattr(check, kind):
                    _out.print(f"{kind:<10} {path}", markup=False)
            if not check.equal:
                raise CommandFailed(
                    f"The bucket differs from the tree, which makes {check.objects} objects. "
                    "`writingviews bucket` mends it; `writingviews bucket --sweep` deletes what "
                    "is foreign."
                )
            _out.print(f"The bucket equals the tree: {check.objects} objects.")
            return 0
        with _progress("Carrying") as told:
            carried = bring_in_step(told)
        _out.print(
            f"{carried.put} objects put, {carried.same} were right, {carried.deleted} deleted."
        )
        if options.sweep:
            _out.print(f"{len(sweep(store))} foreign objects deleted.")
    except (BucketAway, ObjectRefused) as error:
        raise CommandFailed(f"The bucket: {error}.") from error
    if carried.failed:
        raise CommandFailed(
            f"{carried.failed} objects were refused. `writingviews bucket --state` says why."
        )
    return 0


def _bucket_state(waiting: int) -> int:
    from writingviews.ledger.bucket_state import bucket_state

    state = bucket_state()
    _out.print(f"{waiting} objects wait for the bucket.")
    if state is None:
        _out.print("No process carries them: `writingviews serve` does, or `writingviews bucket`.")
    elif state.trouble:
        _out.print(f"Since {state.since:%Y-%m-%d %H:%M} UTC: {state.trouble}.", markup=False)
    return 1 if waiting and (state is None or state.trouble) else 0


def _mirror(options: argparse.Namespace) -> int:
    settings = _django(options)
    from writingviews.editions.pocket import command, recorded

    try:
        key = command.key_path(options.key, settings)
        if options.new_key:
            former = Path(options.former_key).expanduser() if options.former_key else None
            public = recorded.new_recorded_key(
                key, settings.folder, former, unvouched=options.unvouched
            )
            _out.print(f"The private key is {key}. Keep a copy of it apart from all backups.")
            _out.print(f"The public key, for everybody: {public.line}", markup=False)
            return 0
        if options.path is None:
            raise CommandFailed("Name the folder that the mirror shall be in.")
        order = command.Order(
            Path(options.path),
            options.archive,
            options.pictures,
            options.days,
            key,
            Path(options.delta) if options.delta else None,
        )
        _settle_key(key, settings)
        with _progress("Copying") as told:
            made = command.mirror(settings, order, now=datetime.now(UTC), told=told)
    except command.MirrorRefused as refused:
        raise CommandFailed(str(refused)) from refused
    except recorded.RecordAway as away:
        raise CommandFailed(f"No key was made, for it could not be recorded: {away}") from away
    for name in made.missing:
        _err.print(f"{name} is named by pages and is not there.", markup=False)
    _out.print(
        f"Mirror {made.terms.sequence} stands in {options.path}: {made.pages} pages, "
        f"{made.pictures} pictures, {made.files} files; valid until {made.terms.ends:%Y-%m-%d}.",
        markup=False,
    )
    if options.delta:
        _out.print(f"What is new since {options.delta} is in a .zip beside it.", markup=False)
    return 0


def _settle_key(key: Path, settings: HouseSettings) -> None:
    """See that it is the publication's key; a mirror can be made while the database is away."""
    from writingviews.editions.pocket import recorded

    try:
        if line := recorded.settle_key(key, settings.folder):
            _out.print(f"Recorded as the publication's public key: {line}", markup=False)
    except recorded.RecordAway as away:
        _err.print(
            f"Whether {key} is the publication's key could not be looked up: {away}. Compare it "
            "with the about page.",
            markup=False,
        )


def _verify(options: argparse.Namespace) -> int:
    from writingviews.editions.pocket import command, dropping

    if options.drop and not options.taken_down:
        raise CommandFailed("--drop needs a list of what was taken down: name it, --taken-down.")
    path, now = Path(options.path).expanduser(), datetime.now(UTC)
    key, least = options.key, options.at_least
    with _progress("Checking") as told:
        if options.taken_down:
            newer = Path(options.taken_down).expanduser()
            code, lines = dropping.taken_down_lines(path, newer, key=key, drop=options.drop)
        elif options.apply:
            delta = Path(options.apply).expanduser()
            code, lines = command.apply_lines(
                path, delta, key=key, at_least=least, now=now, told=told
            )
        else:
            code, lines = command.verify_lines(path, key=key, at_least=least, now=now, told=told)
    for line in lines:
        (_err if code else _out).print(line, markup=False)
    return code


def _choice(options: argparse.Namespace) -> "Choice":
    """Return which articles were asked for; see `_add_choice`."""
    from writingviews.editions.collection import Choice

    return Choice(
        slugs=tuple(options.slugs),
        edition=options.edition,
        section=options.section,
        topic=options.topic,
        byline=options.byline,
        language=options.language,
        most=options.most,
    )


def _edition(options: argparse.Namespace) -> int:
    _django(options)
    from writingviews.editions.epub.command import write_epub
    from writingviews.editions.paper.command import (
        print_booklet,
        print_card,
        print_leaflet,
        print_poster,
    )
    from writingviews.editions.refusal import EditionRefused
    from writingviews.editions.target import check_target

    out = Path(options.out)
    try:
        check_target(out)
        if options.kind == "leaflet":
            printed = print_leaflet(
                options.slug, out, paper=options.paper, columns=options.columns, ink=options.ink
            )
        elif options.kind == "poster":
            printed = print_poster(
                options.slug, out, paper=options.paper, quote=options.quote, ink=options.ink
            )
        elif options.kind in {"card", "banner"}:
            printed = print_card(
                options.slug, out, shape=options.kind, quote=options.quote, ink=options.ink
            )
        elif options.kind == "epub":
            printed = write_epub(_choice(options), out)
        else:
            printed = print_booklet(_choice(options), out, imposed=options.imposed, ink=options.ink)
    except EditionRefused as refused:
        raise CommandFailed(str(refused)) from refused
    for sentence in printed.report:
        _err.print(sentence, markup=False)
    _out.print(printed.line, markup=False)
    return 0


def _zim(options: argparse.Namespace) -> int:
    settings = _settings(options)
    from writingviews.editions.pocket.command import MirrorRefused
    from writingviews.editions.refusal import EditionRefused
    from writingviews.editions.zim import command

    out = Path(options.out)
    key = Path(options.key).expanduser() if options.key else settings.mirror_key
    order = command.Order(out, options.language, options.licence, key)
    try:
        if key:
            _settle_key(key, _django(options))
        with _progress("Packing") as told:
            made = command.print_zim(settings, order, told=told)
    except (EditionRefused, MirrorRefused) as refused:
        raise CommandFailed(str(refused)) from refused
    for name in made.missing:
        _err.print(f"{name} is named by pages and is not there.", markup=False)
    signed = f" Its signature is {command.signature_path(out)}." if key else ""
    _out.print(
        f"{out}: {made.articles} articles on {made.pages} pages, {made.pictures} pictures, "
        f"{out.stat().st_size / 1e6:.1f} MB.{signed}",
        markup=False,
    )
    return 0


def _check(options: argparse.Namespace) -> int:
    settings = _django(options)
    from django.core.management import call_command

    from writingviews.house.assets import AssetMissing, built_files

    problems: list[str] = []
    call_command("check", verbosity=0)
    try:
        built_files()
    except AssetMissing as missing:
        problems.append(str(missing))
    problems += [
        f"{path.name} can be read by others. Run `chmod 600 {path}`."
        for path in (settings.folder / SECRET_FILE, settings.sqlite_path)
        if path.exists() and path.stat().st_mode & 0o077
    ]
    if shutil.disk_usage(settings.folder).free < 500 * 1024 * 1024:
        problems.append("Less than 500 MB are free where the publication's folder is. Make room.")
    for problem in problems:
        _err.print(problem, markup=False)
    if not problems:
        _out.print("All is well.")
    return 1 if problems else 0


def _manage(options: argparse.Namespace) -> int:
    if any(argument.partition("=")[0] == "--dir" for argument in options.arguments):
        raise CommandFailed("--dir comes before the command: `writingviews manage --dir DIR …`.")
    _django(options)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["writingviews manage", *options.arguments])
    return 0


# --- the command line ---------------------------------------------------------------------------


def make_parser() -> argparse.ArgumentParser:
    """Return the whole command line; `docs/commands.md` is held against it by a test."""
    parser = argparse.ArgumentParser(
        prog="writingviews", description="A publishing house in one program."
    )
    parser.add_argument("--version", action="version", version=f"writingviews {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], help_text: str, *, folder: bool = True
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text, description=help_text)
        made.set_defaults(run=run)
        if folder:
            _add_folder(made)
        return made

    init = command("init", _init, "Make a new publication in a folder.", folder=False)
    init.add_argument("folder", metavar="DIR", help="where; made if it is not there")
    init.add_argument("--name", default="A new publication", help="what it is called")
    init.add_argument(
        "--languages", default="en", help="language codes, the first at the root: en,fa"
    )
    init.add_argument(
        "--address", default="http://127.0.0.1:8000", help="public address: https://example.org"
    )

    serve = command("serve", _serve, "Serve the publication: readers, house and worker.")
    _add_serving(serve)

    demo = command("demo", _demo, "Furnish a demo publication and serve it.")
    demo.add_argument("--no-serve", action="store_true", help="only furnish it")
    _add_serving(demo)

    account = commands.add_parser("account", help="Accounts and their roles.")
    verbs = account.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = verbs.add_parser("create", help="Make an account.")
    create.set_defaults(run=_account_create)
    create.add_argument("username", metavar="NAME", help="what the person signs in with")
    create.add_argument(
        "--role", action="append", default=[], choices=_ROLES, help="may be repeated"
    )
    create.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    _add_folder(create)
    listing = verbs.add_parser("list", help="List all accounts with their roles.")
    listing.set_defaults(run=_account_list)
    _add_folder(listing)
    role = verbs.add_parser("role", help="Give an account a role, or take it.")
    role.set_defaults(run=_account_role)
    role.add_argument("username", metavar="NAME")
    role.add_argument("role", choices=_ROLES)
    role.add_argument("--revoke", action="store_true", help="take the role away")
    _add_folder(role)

    _add_import(command("import", _import, "Bring in articles from elsewhere."))

    _add_export(command("export", _export, "Write everything into one archive, to leave with."))
    _add_backup(command("backup", _backup, "Copy the whole house into one file."))
    _add_restore(command("restore", _restore, "Bring a house back out of such a file."))

    rebuild = command("rebuild", _rebuild, "Print every page anew.")
    rebuild.add_argument(
        "--check", action="store_true", help="only compare the tree with a clean build"
    )

    _add_theme(command("theme", _theme, "Say which of your own templates and styles are used."))
    _add_bucket(command("bucket", _bucket, "Bring the copy in a bucket in step with the pages."))

    _add_pocket(command)
    _add_paper(commands.add_parser("edition", help="Carry what is published on paper."))

    command("check", _check, "Say what is wrong with this installation, and the mend.")

    manage = command("manage", _manage, "Run one of Django's own commands.")
    manage.add_argument("arguments", nargs=argparse.REMAINDER, metavar="…")
    return parser


_ROLES: Final = ("writer", "mentor", "editor", "publisher", "moderator")


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dir", metavar="DIR", help="the publication's folder")


def _add_import(importing: argparse.ArgumentParser) -> None:
    importing.add_argument("path", metavar="PATH", help="a folder or file")
    importing.add_argument(
        "--from",
        dest="source",
        default="auto",
        choices=(
            *("auto", "wordpress", "ghost", "medium", "substack", "feed"),
            *("markdown", "word", "html"),
        ),
        help="what it is; recognised by looking, if not given",
    )
    importing.add_argument(
        "--writer", metavar="NAME", help="account on whose desk everything shall lie"
    )
    importing.add_argument(
        "--checked",
        action="store_true",
        help="vouch that published pieces were checked before print; else their checklist is asked",
    )
    importing.add_argument(
        "--media", metavar="PATH", help="folder or ZIP archive in which its pictures lie"
    )
    importing.add_argument(
        "--section", metavar="SLUG", help="of pieces that are filed under no section you have"
    )
    importing.add_argument(
        "--byline", metavar="NAME", help="public name of pieces that name no author"
    )
    importing.add_argument(
        "--whole", action="store_true", help="bring in nothing of an export that is damaged"
    )
    importing.add_argument(
        "--report", metavar="FILE", help="write what came of each piece, as JSON"
    )
    importing.add_argument(
        "--dry-run", action="store_true", help="say what would come, write nothing"
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="the file to write")
    parser.add_argument(
        "--format",
        default="whole",
        choices=("whole", "wordpress", "ghost"),
        help="everything, or what WordPress (.xml) or Ghost (.zip) takes",
    )
    parser.add_argument(
        "--with-accounts",
        action="store_true",
        help="with accounts, passwords' hashes, and who stands behind which byline",
    )


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", help="the file to write, or a folder in which it is named by date"
    )
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="AGE1…",
        help="seal it for this public key of age; may be repeated",
    )
    parser.add_argument(
        "--passphrase", action="store_true", help="seal it with a passphrase, which is asked for"
    )
    parser.add_argument(
        "--keys", metavar="FILE", help="write the house's secret there, to be kept apart"
    )


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="the file that `backup` wrote")
    parser.add_argument("--identity", metavar="FILE", help="private keys of age, if it is sealed")
    parser.add_argument("--keys", metavar="FILE", help="the secret that `backup --keys` wrote")
    parser.add_argument(
        "--rehearse",
        action="store_true",
        help="restore it into a temporary place, check it, say how long that took, take it away",
    )


def _add_theme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--copy", metavar="FILE", help="put a built-in template there, to change it"
    )


def _add_bucket(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--check", action="store_true", help="only compare it with the pages")
    acts.add_argument(
        "--sweep", action="store_true", help="delete what stands there and is not ours, too"
    )
    acts.add_argument(
        "--state", action="store_true", help="only say how many objects wait, and why"
    )


def _add_pocket(command: Callable[..., argparse.ArgumentParser]) -> None:
    parser = command("mirror", _mirror, "Copy the pages, signed, to open without a server.")
    parser.add_argument(
        "path", metavar="PATH", nargs="?", help="a new or empty folder, or a former mirror's"
    )
    parser.add_argument(
        "--archive", action="store_true", help="make one .zip at PATH and not a folder"
    )
    parser.add_argument(
        "--pictures",
        choices=("small", "all"),
        default="small",
        help="one small rendition of each picture, or all that pages name",
    )
    parser.add_argument(
        "--delta",
        metavar="FORMER",
        help="a former mirror: what has changed since goes beside PATH as a .zip",
    )
    parser.add_argument("--days", type=_positive, default=90, help="how long it is valid")
    parser.add_argument(
        "--key", metavar="FILE", help="the private key; else WRITINGVIEWS_MIRROR_KEY names it"
    )
    parser.add_argument(
        "--new-key", action="store_true", help="make a key pair at --key, and no mirror"
    )
    parser.add_argument(
        "--former-key", metavar="FILE", help="with --new-key: a private key that vouches for it"
    )
    parser.add_argument(
        "--unvouched",
        action="store_true",
        help="with --new-key: the former key is lost or stolen, and none vouches for the new one",
    )
    parser = command("verify", _verify, "Check such a copy.", folder=False)
    parser.add_argument("path", metavar="PATH", help="the copy's folder, or its .zip")
    parser.add_argument(
        "--key", metavar="KEY", help="the publication's public key, or a file that holds it"
    )
    parser.add_argument(
        "--apply",
        metavar="DELTA",
        help="first bring the copy up to date with a .zip that `mirror --delta` wrote",
    )
    parser.add_argument(
        "--taken-down",
        metavar="LIST",
        help="say which of its pages were taken down since, by a newer mirror or the TAKEN-DOWN "
        "in it; looks at nothing else",
    )
    parser.add_argument(
        "--drop", action="store_true", help="with --taken-down: delete those pages from the copy"
    )
    parser.add_argument(
        "--at-least",
        type=int,
        default=0,
        metavar="N",
        help="the lowest number that is taken",
    )


def _positive(text: str) -> int:
    number = int(text)
    if not 0 < number <= 3_650:
        raise argparse.ArgumentTypeError(f"{text} is no number of days from 1 to 3650.")
    return number


class _Intermixed(argparse.ArgumentParser):
    """Takes options between the articles and the file: ``booklet A B --imposed OUT``."""

    _within = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        # What parses them intermixed asks this once for the options, then for the rest.
        if self._within:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


def _add_paper(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(
        dest="kind", required=True, metavar="KIND", parser_class=_Intermixed
    )
    leaflet = kinds.add_parser("leaflet", help="Print an article as a leaflet (PDF).")
    leaflet.add_argument("slug", metavar="SLUG", help="the last part of the article's address")
    leaflet.add_argument("--paper", choices=("a4", "letter"), default="a4", help="the sheet")
    leaflet.add_argument("--columns", type=int, choices=(1, 2), default=2, help="columns of text")
    poster = kinds.add_parser("poster", help="Print an article as a poster (PDF).")
    poster.add_argument("slug", metavar="SLUG", help="the last part of the article's address")
    poster.add_argument("--paper", choices=("a3", "a2"), default="a3", help="the sheet")
    poster.add_argument("--quote", default="", help="what stands there in place of the headline")
    card = kinds.add_parser("card", help="Draw a square card of an article (PNG or SVG).")
    banner = kinds.add_parser("banner", help="Draw a wide strip of an article (PNG, SVG or PDF).")
    for shape in (card, banner):
        shape.add_argument("slug", metavar="SLUG", help="the last part of the article's address")
        shape.add_argument("--quote", default="", help="what stands there in place of the headline")
    booklet = kinds.add_parser("booklet", help="Print articles as a booklet of A5 pages (PDF).")
    _add_choice(booklet)
    booklet.add_argument("--imposed", action="store_true", help="laid on A4, to be folded")
    for kind in (leaflet, poster, card, banner, booklet):
        kind.add_argument(
            "--ink", choices=("full", "saving"), default="full", help="saving: black and white"
        )
    epub = kinds.add_parser("epub", help="Make an e-book of articles (EPUB 3).")
    _add_choice(epub)
    for kind in (leaflet, poster, card, banner, booklet, epub):
        kind.set_defaults(run=_edition)
        kind.add_argument("out", metavar="OUT", help="the file to write")
        _add_folder(kind)
    zim = kinds.add_parser("zim", help="Pack the pages as one file for Kiwix (ZIM).")
    zim.set_defaults(run=_zim)
    zim.add_argument("out", metavar="OUT", help="the file to write; it ends with .zim")
    zim.add_argument("--language", metavar="L", help="only pages in it (en, fa); all without it")
    zim.add_argument(
        "--licence", default="", metavar="TEXT", help="under which readers may pass it on"
    )
    zim.add_argument(
        "--key", metavar="FILE", help="a private key to sign it; else WRITINGVIEWS_MIRROR_KEY's"
    )
    _add_folder(zim)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    """Add what booklet and EPUB are made of; `_choice` reads it."""
    parser.add_argument(
        "slugs", metavar="SLUG", nargs="*", help="articles in their order, or one of these lists"
    )
    parser.add_argument(
        "--edition", default="", metavar="SLUG", help="an issue or a series, in its order"
    )
    for kind in ("section", "topic", "byline"):
        parser.add_argument(
            f"--{kind}", default="", metavar="SLUG", help=f"the articles of a {kind}, newest last"
        )
    parser.add_argument(
        "--language", default="", metavar="CODE", help="of a list's articles; that of its page"
    )
    parser.add_argument("--most", type=int, metavar="N", help="of a list's articles; the newest 40")


def _add_serving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument(
        "--readers",
        type=int,
        default=min(4, os.cpu_count() or 1),
        help="processes that answer readers",
    )
    parser.add_argument("--houses", type=int, default=1, help="processes for the house")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 (done), 1 (not done) or 2 (asked wrongly)."""
    options = make_parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that has no Persian letters shows their numbers, and the command is not lost.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return run(options)
    except (CommandFailed, SettingsError, OSError, LookupError) as error:
        _err.print(f"writingviews: {error}", markup=False)
        return 1
    except KeyboardInterrupt:
        return 1
    except Exception as error:
        line = _database_trouble(error)
        if line is None:
            raise
        _err.print(f"writingviews: {line}", markup=False)
        return 1


def _database_trouble(error: Exception) -> str | None:
    """Return in one line that the database failed a command; None if it was something else."""
    if "django.db" not in sys.modules:
        return None
    from django.db import DatabaseError, InterfaceError, OperationalError

    # A file that is no database is a DatabaseError and none of its kinds; the other kinds are ours.
    away = isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError
    if not away:
        return None
    from writingviews.config.database_process import why_away
    from writingviews.house.settings import house_settings

    return why_away(house_settings(), error)


if __name__ == "__main__":
    sys.exit(main())
