"""The outputs of a slot: documents joined as far as the limit allows, signed files and tables copied as they are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docvet.models import File
from docvet.pack.manifest import Change, Packed, PackedFrom, Why
from docvet.pack.plan import Bundle, Left
from docvet.pack.shrink import Fitted, NotPacked, Press, digest
from docvet.report.model import ReportText
from docvet.rules.ruleset import RequiredSlot

_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)")
"""What a slot's title says in brackets."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\[\]$&#\x00-\x20\x7f]+')
"""What file systems or platforms do not take in a name."""
_SUFFIXES = {"application/pdf": ".pdf", "text/csv": ".csv"}
_PDF = "application/pdf"


class SlotWriter:
    """Writes the outputs of one slot after the other into a folder; what cannot be packed is added to :attr:`left`."""

    def __init__(self, folder: Path, press: Press, originals: Mapping[str, File]) -> None:
        self._folder = folder
        self._press = press
        self._originals = originals
        """Of files whose protection was lifted, by path."""
        self.left: list[Left] = []

    def write(self, number: int, name: str, slot: RequiredSlot, bundles: Sequence[Bundle]) -> list[Packed]:
        """The slot's outputs, named by its number and title, and numbered themselves where there are several."""
        fitted = [written for bundle in bundles if (written := self._fitted(bundle))]
        done = [made for group in self._groups(fitted) for made in self._written(group)]
        stem = f"{number:02d}-{_stem(slot.title.zh) or name}"
        packed = []
        for place, (group, path) in enumerate(done, 1):
            suffix = (
                _SUFFIXES.get(group[0].bundle.source_pages[0].file.media_type, ".xlsx") if _alone(group) else ".pdf"
            )
            target = path.with_name(f"{stem}-{place}{suffix}" if len(done) > 1 else f"{stem}{suffix}")
            path.rename(target)
            packed.append(self._packed(name, slot, group, target))
        return packed

    def _fitted(self, bundle: Bundle) -> Fitted | None:
        file = bundle.source_pages[0].file
        changes = (frozenset({Change.COPIED}),) * len(bundle.source_pages)
        try:
            _check_unchanged(bundle)
            if not bundle.verbatim and not _as_it_is(bundle):
                return self._press.fit(bundle)
            if file.bytes <= self._press.limit:
                turned = tuple(source_page.number for source_page in bundle.source_pages if source_page.turned)
                if turned:
                    self.left.append(Left(file.path, Why.SIGNED_SIDEWAYS, True, turned))
                return Fitted(bundle, bundle.source_pages, changes, file.bytes)
            if bundle.verbatim:
                raise NotPacked(Why.TOO_LARGE)
            return self._press.fit(bundle)
        except NotPacked as error:
            self._leave(bundle, error.why)
        return None

    def _leave(self, bundle: Bundle, why: Why) -> None:
        for file in _files(bundle):
            pages = tuple(
                source_page.number for source_page in bundle.source_pages if source_page.file.path == file.path
            )
            whole = len(pages) == bundle.page_count(file.path)
            self.left.append(Left(file.path, why, True, () if whole else pages))

    def _groups(self, fitted: Sequence[Fitted]) -> Iterator[list[Fitted]]:
        """Neighbours that fit into one file together."""
        group: list[Fitted] = []
        for item in fitted:
            together = sum(each.bytes for each in group) + item.bytes <= self._press.limit
            if group and (item.bundle.verbatim or group[-1].bundle.verbatim or not together):
                yield group
                group = []
            group.append(item)
        if group:
            yield group

    def _written(self, group: list[Fitted]) -> Iterator[tuple[list[Fitted], Path]]:
        path = self._folder / f"{len(list(self._folder.iterdir()))}.part"
        try:
            if len(group) == 1 and _copied(group[0]):
                shutil.copyfile(group[0].bundle.source_pages[0].file.absolute, path)
            else:
                self._press.write([source_page for item in group for source_page in item.source_pages], path)
            if path.stat().st_size <= self._press.limit:
                yield group, path
                return
            why = Why.TOO_LARGE
        except NotPacked as error:
            why = error.why
        path.unlink(missing_ok=True)
        if len(group) == 1:
            self._leave(group[0].bundle, why)
            return
        for item in group:  # one of them does not let itself be joined, or joined they are larger than apart
            yield from self._written([item])

    def _packed(self, name: str, slot: RequiredSlot, group: Sequence[Fitted], path: Path) -> Packed:
        return Packed(
            name=path.name,
            slot=name,
            title=ReportText(zh=slot.title.zh, en=slot.title.en),
            bytes=path.stat().st_size,
            sha256=digest(path),
            pages=sum(len(item.source_pages) for item in group),
            made_of=tuple(self._sources(group)),
            compressed=tuple(dict.fromkeys(str(item.step) for item in group if item.step)),
            fields_read_again=sum(item.proved for item in group),
        )

    def _sources(self, group: Sequence[Fitted]) -> Iterator[PackedFrom]:
        alone = len(group) == 1
        source_pages = [
            (source_page, changes)
            for item in group
            for source_page, changes in zip(item.bundle.source_pages, item.changes, strict=True)
        ]
        for path in dict.fromkeys(source_page.file.path for source_page, _ in source_pages):
            own = [(source_page, changes) for source_page, changes in source_pages if source_page.file.path == path]
            made = {change for _, changes in own for change in changes}
            if not alone and Change.COPIED in made:
                made = made - {Change.COPIED} | {Change.TAKEN}
            if path in self._originals:
                made = made - {Change.COPIED} | {Change.UNLOCKED}
            file = self._originals.get(path, own[0][0].file)
            yield PackedFrom(
                path=path,
                sha256=file.sha256,
                bytes=file.bytes,
                pages=tuple(source_page.number for source_page, _ in own),
                changes=tuple(change for change in Change if change in made),
                turned={
                    source_page.number: source_page.turned for source_page, changes in own if Change.TURNED in changes
                },
            )


def _files(bundle: Bundle) -> tuple[File, ...]:
    return tuple({source_page.file.path: source_page.file for source_page in bundle.source_pages}.values())


def _check_unchanged(bundle: Bundle) -> None:
    """Raise NotPacked if one of its files is no longer what was read."""
    try:
        if any(digest(file.absolute) != file.sha256 for file in _files(bundle)):
            raise NotPacked(Why.CHANGED)
    except OSError:
        raise NotPacked(Why.NO_ACCESS) from None


def _as_it_is(bundle: Bundle) -> bool:
    """It is a whole PDF in its own order, and upright: alone in its output it can be copied."""
    (file, *more) = _files(bundle)
    numbers = [source_page.number for source_page in bundle.source_pages]
    return (
        not more
        and file.media_type == _PDF
        and not any(source_page.turned for source_page in bundle.source_pages)
        and numbers == list(range(1, bundle.page_count(file.path) + 1))
    )


def _copied(item: Fitted) -> bool:
    return item.bundle.verbatim or (item.step is None and _as_it_is(item.bundle))


def _alone(group: Sequence[Fitted]) -> bool:
    return len(group) == 1 and group[0].bundle.verbatim


def _stem(title: str) -> str:
    return _UNSAFE.sub("", _ASIDE.sub("", title)).strip(" .")
