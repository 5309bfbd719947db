"""Making a house of an export: an empty one, or none."""

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from writingviews.articles.models import Publication
from writingviews.house.settings import house_settings
from writingviews.media.kinds import MAX_BYTES, picture_kind
from writingviews.media.models import Picture
from writingviews.media.refusal import PictureRefused

from .archive import ExportRefused, description_of
from .rows import BATCH, LONGEST, RowRefused, read_row
from .tables import exported, label, rows_of
from .writing import Progress, migrations_now, picture_files, table_name

_MOST_FILES: Final = 5_000_000
_MEDIA: Final = re.compile(r"media/[0-9a-f]{32}/[0-9]{1,5}\.(?:avif|webp|jpg)")
_NO_TIME: Final = 315_532_800


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought in.

    Args:
        rows, pictures: how many.
        accounts: whether accounts came along.
    """

    rows: int
    pictures: int
    accounts: bool


def read_export(path: Path, progress: Progress | None = None) -> Brought:
    """Fill an empty house with what an export holds: all of it, or nothing.

    Rows are checked as a form would check them, texts are held to the schema. Pictures are on the
    disk before the rows that name them.

    Args:
        path: of the archive.
        progress: told of long work.

    Raises:
        ExportRefused: the house is not empty; or it is broken, of another version, or holds what no
            export does.
    """
    told = progress or (lambda *_: None)
    if Publication.objects.exists():
        raise ExportRefused(
            "There is a publication in this folder already, and an export makes a whole one. "
            "Name a new folder with --dir."
        )
    try:
        said = description_of(path)
        with zipfile.ZipFile(path) as archive:
            models = exported(accounts=said["accounts"])
            _look_over(archive, models, said, path)
            with transaction.atomic():
                rows = _fill(archive, models, said, path, told)
                pictures = _take_pictures(archive, path, told)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ExportRefused(f"{path} is broken: {error}. Copy it again.") from error
    except DatabaseError as error:
        line = str(error).strip().splitlines()[0][:200]
        raise ExportRefused(f"{path} does not hold together: {line}.") from error
    return Brought(rows, pictures, said["accounts"])


def _look_over(
    archive: zipfile.ZipFile, models: list[type[Model]], said: dict[str, Any], path: Path
) -> None:
    if said.get("migrations") != migrations_now():
        raise ExportRefused(
            f"{path} was made by Writing Views {str(said.get('program'))[:20]}, whose tables "
            "differ from this one's. Import it with that version, and update the house then."
        )
    names = archive.namelist()
    if len(names) > _MOST_FILES or len({*names}) != len(names):
        raise ExportRefused(f"{path} holds a file twice, or too many.")
    missing = {table_name(model) for model in models} - {*names}
    if missing or {*said.get("rows", {})} != {label(model) for model in models}:
        raise ExportRefused(f"{path} lacks {min(missing, default='a table')}. Export it again.")
    more = {name for name in names if name.startswith("tables/")} - {*map(table_name, models)}
    if more:
        raise ExportRefused(f"{path} holds {min(more)[:80]}, which no export holds.")


def _fill(
    archive: zipfile.ZipFile,
    models: list[type[Model]],
    said: dict[str, Any],
    path: Path,
    told: Progress,
) -> int:
    done, whole = 0, sum(said["rows"].values())
    for model in models:
        count = 0
        with archive.open(table_name(model)) as file:
            for batch in _batches(model, file, path):
                rows_of(model).bulk_create(batch)
                count += len(batch)
                told("Rows", done + count, whole)
        if count != said["rows"][label(model)]:
            raise ExportRefused(f"{path} holds {count} rows of {label(model)}, not what it says.")
        done += count
    connection.check_constraints()
    # PostgreSQL counts on from where a house would have come to.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return done


def _batches(model: type[Model], file: IO[bytes], path: Path) -> Iterator[list[Model]]:
    batch: list[Model] = []
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        try:
            batch.append(read_row(model, line))
        except RowRefused as refusal:
            raise ExportRefused(
                f"{path}, {table_name(model)}, line {number} {refusal}. Nothing was brought in."
            ) from refusal
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _take_pictures(archive: zipfile.ZipFile, path: Path, told: Progress) -> int:
    """Put the files of every picture to their place. What is of no picture stays out."""
    names = {name for name in archive.namelist() if _MEDIA.fullmatch(name)}
    media = house_settings().media_dir
    whole, count = Picture.objects.count(), 0
    for picture in Picture.objects.order_by("pk").iterator(chunk_size=BATCH):
        for name in picture_files(picture):
            if f"media/{name}" not in names:
                continue  # lost before it was exported, and said so then
            entry = archive.getinfo(f"media/{name}")
            if entry.file_size > MAX_BYTES:
                raise ExportRefused(f"{path}: media/{name} is larger than any picture here.")
            with archive.open(entry) as file:
                data = file.read(MAX_BYTES + 1)
            try:
                picture_kind(data)
            except PictureRefused as refusal:
                raise ExportRefused(f"{path}: media/{name} is no picture.") from refusal
            target = media / name
            target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(0o644)
            os.utime(target, (_NO_TIME, _NO_TIME))
        if (media / picture.pk).is_dir():
            os.utime(media / picture.pk, (_NO_TIME, _NO_TIME))
        count += 1
        told("Pictures", count, whole)
    os.sync()
    return count
