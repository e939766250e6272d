"""Making an archive: the catalog's tables, read in batches, zipped and stored in pieces as they come.

Each batch is read, and each piece stored, in a short transaction of its own: what a million rows take neither holds the
database's past open nor hides how far it is. A worker that is killed leaves pieces that nobody is offered; the next one
begins anew. A row that changes meanwhile is told as it was when its batch was read.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.leaving import letters
from accounts.leaving.archives import EXPIRE, KEPT, archives_of, subject_of
from accounts.leaving.reading import Reading
from accounts.leaving.subjects import Subject, tables
from accounts.leaving.zipping import Pieces, ZipStream
from accounts.models import Archive, ArchivePart, Organization
from candyplatform.base import clock, work

# Held on to with every batch and piece; a worker that dies is replaced after it.
LASTING = timedelta(minutes=2)
# The form of the files; another number when a reader of old archives would misread new ones.
FORMAT = 1


def build(job: work.Job) -> None:
    """Due work `archive.build`: make the archive that the organization or person waits for, if they do."""
    subject = subject_of(job)
    with subject.scope():
        archive = archives_of(subject).filter(finished_at=None).select_related("user").first()
    if archive is not None:
        _Build(job, subject, archive).run()


class _Build:
    """One archive in the making."""

    def __init__(self, job: work.Job, subject: Subject, archive: Archive) -> None:
        self._job, self._subject, self._archive = job, subject, archive
        parts = [(table, subject.part_of(table)) for table in tables()]
        self._readings = [Reading(table, part, subject) for table, part in parts if part]
        self._pieces = 0
        self._rows = 0

    def run(self) -> None:
        """Make it, and offer it."""
        self._begin()
        pieces = Pieces(self._store)
        stream = ZipStream(pieces)
        stream.text("README.txt", self._readme())
        counts = {reading.name: self._write(stream, reading) for reading in self._readings}
        stream.text("manifest.json", self._manifest(counts))
        stream.end()
        self._finish(pieces.size, clock.now())

    def _begin(self) -> None:
        """Throw away what a worker before this one left, and see how much there is to do."""
        with self._subject.scope():
            self._hold()
            ArchivePart.objects.filter(archive=self._archive).delete()
            # Every row is written twice: as JSON and as CSV.
            expected = 2 * sum(reading.count() for reading in self._readings)
            Archive.objects.filter(id=self._archive.id).update(rows_done=0, rows_expected=expected)

    def _write(self, stream: ZipStream, reading: Reading) -> int:
        before = self._rows
        stream.json_rows(f"{reading.name}.json", reading.columns, self._read(reading))
        written = self._rows - before
        stream.csv_rows(f"{reading.name}.csv", reading.columns, self._read(reading))
        return written

    def _read(self, reading: Reading) -> Iterator[Sequence[Any]]:
        for batch in reading.batches():
            yield from batch
            self._rows += len(batch)
            with self._subject.scope():
                self._hold()
                Archive.objects.filter(id=self._archive.id).update(rows_done=self._rows)

    def _store(self, piece: bytes) -> None:
        with self._subject.scope():
            self._hold()
            ArchivePart.objects.create(archive=self._archive, position=self._pieces, content=piece)
        self._pieces += 1

    def _hold(self) -> None:
        work.keep(self._job, now=clock.now(), lasting=LASTING)

    def _finish(self, size: int, now: datetime) -> None:
        with self._subject.scope():
            self._hold()
            Archive.objects.filter(id=self._archive.id).update(finished_at=now, size=size)
            until = now + KEPT
            work.put(
                kind=EXPIRE, key=self._subject.id, due_at=until, organization_id=self._archive.organization_id
            )
            if self._archive.user:
                letters.archive_is_ready(
                    self._archive.user, self._archive, path=self._path(), until=until, now=now
                )

    def _path(self) -> str:
        if self._archive.organization_id is None:
            return reverse("own_archives")
        return reverse("organization_archives", args=[Organization.objects.get().slug])

    def _readme(self) -> str:
        reader = self._archive.user
        with translation.override(reader.language if reader else settings.LANGUAGE_CODE):
            files = [(reading.name, reading.title) for reading in self._readings]
            context = {
                "files": files,
                "asked_at": self._archive.asked_at,
                "is_organization": self._archive.organization_id is not None,
                "site_name": settings.SITE_NAME,
                "site_url": settings.SITE_URL,
            }
            return render_to_string("accounts/leaving/readme.txt", context)

    def _manifest(self, counts: dict[str, int]) -> str:
        facts = {
            "format": FORMAT,
            "of": str(self._subject.id),
            "asked_at": self._archive.asked_at.isoformat(),
            "made_at": clock.now().isoformat(),
            "rows": counts,
        }
        return json.dumps(facts, indent=2) + "\n"
