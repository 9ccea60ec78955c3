"""A messy folder packed, every promise checked on the files themselves, and the pack scanned."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest

from docvet.intake import collect
from docvet.pack import pack
from docvet.pack.manifest import NAME, Change, Manifest, Packed, Why
from docvet.pack.text import render
from docvet.reading import image_file
from docvet.reading.cache import PageCache
from docvet.rules import load_ruleset
from docvet.scanning import scan
from docvet.words import words
from sample_docs.folders import planned
from sample_docs.paint.pdf import drawings_pdf
from sample_docs.story import Story
from tests.pack import messy
from tests.shell import docvet

LIMIT = 10_000_000


def hashes(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.relative_to(folder).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@dataclass(frozen=True, slots=True)
class Case:
    """A folder, what it held before it was packed, and its pack."""

    folder: Path
    before: dict[str, tuple[str, int]]
    output: Path
    manifest: Manifest

    def file(self, slot: str) -> Packed:
        (found,) = [item for item in self.manifest.packed if item.slot == slot]
        return found


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Packed once for all tests."""
    root = tmp_path_factory.mktemp("pack")
    folder = messy.build(root / "材料")
    before = hashes(folder)
    return Case(folder, before, root / "上传", pack(folder, root / "上传", jobs=2, cache=PageCache()))


def test_originals_are_untouched_and_nothing_else_is_left_behind(done: Case) -> None:
    assert hashes(done.folder) == done.before
    assert sorted(path.name for path in done.output.parent.iterdir()) == ["上传", "材料"]
    assert {path.name for path in done.output.iterdir()} == {
        NAME, "application.yaml", *(item.name for item in done.manifest.packed)
    }  # fmt: skip


def test_every_output_opens_fits_and_is_what_the_manifest_says(done: Case) -> None:
    for item in done.manifest.packed:
        data = (done.output / item.name).read_bytes()
        assert len(data) == item.bytes <= LIMIT
        assert hashlib.sha256(data).hexdigest() == item.sha256
        with pdfium.PdfDocument(data) as document:
            assert len(document) == item.pages == sum(len(source.pages) for source in item.made_of)
        for source in item.made_of:
            assert done.before[source.path][0] == source.sha256
    assert Manifest.model_validate_json((done.output / NAME).read_bytes()) == done.manifest


def test_outputs_are_named_by_slot_in_the_order_of_the_rules(done: Case) -> None:
    assert [item.name for item in done.manifest.packed] == [
        "01-营业执照.pdf",
        "02-法定代表人身份证正反面.pdf",
        "03-银行开户许可证或基本存款账户信息.pdf",
        "04-商标注册证.pdf",
        "05-商品实物图.pdf",
        "06-品牌授权书.pdf",
        "07-销售凭证.pdf",
    ]


def test_the_signed_letter_is_the_same_to_the_byte(done: Case) -> None:
    item = done.file("letters")
    assert (done.output / item.name).read_bytes() == (done.folder / "授权书-一级.pdf").read_bytes()
    assert item.made_of[0].changes == (Change.COPIED,)


def test_pictures_lose_nothing(done: Case) -> None:
    item = done.file("photos")
    data = (done.output / item.name).read_bytes()
    assert (done.folder / "图3.jpg").read_bytes() in data
    with pdfium.PdfDocument(data) as document:
        for number, name in enumerate(("IMG_1.heic", "图2.png")):
            (found,) = document[number].get_objects()
            packed = found.get_bitmap().to_pil().convert("RGB")
            assert np.array_equal(np.asarray(packed), image_file.load(done.folder / name, 1, 10**8).rgb)


def test_the_sides_of_the_card_are_joined_and_upright(done: Case) -> None:
    item = done.file("id_card")
    assert [source.path[0] for source in item.made_of] == ["b", "a"]
    assert item.made_of[1].turned == {1: 270}
    with pdfium.PdfDocument(done.output / item.name) as document:
        assert all(page.get_height() > page.get_width() for page in document)


def test_the_large_scan_was_compressed_as_little_as_it_takes_and_read_again(done: Case) -> None:
    item = done.file("licence")
    assert item.made_of[0].bytes > LIMIT
    assert item.made_of[0].changes == (Change.REDUCED,)
    assert item.compressed == ("all pixels, JPEG 95",)
    assert item.fields_read_again > 8


def test_what_could_not_be_packed_is_said(done: Case) -> None:
    assert {item.path: (item.why, item.problem) for item in done.manifest.left_out} == {
        "2024年4月电子发票.pdf": (Why.ENCRYPTED, True),
        "备份.zip": (Why.ARCHIVE, True),
        "说明.txt": (Why.SPARE, False),
    }
    assert not done.manifest.complete
    for lang in ("zh", "en"):
        said = render(done.manifest, done.output, say=words(lang), width=200, colour=False)
        assert all(item.name in said for item in done.manifest.packed)
        assert all(path in said for path in done.before if path != "application.yaml")


def test_nothing_personal_is_in_the_manifest(done: Case) -> None:
    with pypdf.PdfReader(done.folder / "03-开户许可证.pdf") as reader:
        account = next(word for word in reader.pages[0].extract_text().split() if word.isdecimal() and len(word) > 14)
    assert account not in (done.output / NAME).read_text("utf-8")


def test_a_scan_of_the_pack_finds_nothing_that_packing_mends(done: Case) -> None:
    rules = load_ruleset("tiktok-shop-pop")
    form = {"category": "女装", "submission_date": "2024-06-01", "brand": "TARENDA"}
    report = scan(done.output, jobs=2, form=form)
    checks = {rules.rule(finding.rule).check for finding in report.findings}
    assert not checks & {"file_format", "file_size", "file_name", "file_trouble"}
    assert NAME not in {document.path for document in report.documents}
    assert {(document.kind, document.path) for document in report.documents} == {
        ("business_license", done.file("licence").name),
        ("id_card", done.file("id_card").name),
        ("bank_permit", done.file("bank").name),
        ("trademark_certificate", done.file("trademark").name),
        ("product_photo", done.file("photos").name),
        ("authorization_letter", done.file("letters").name),
        ("sales_voucher", done.file("vouchers").name),
    }
    card = next(document for document in report.documents if document.kind == "id_card")
    assert card.page_range == (1, 2)
    assert sorted(card.fields["sides"].value) == ["emblem", "portrait"]


def test_a_pack_that_was_moved_into_the_folder_is_not_scanned_again(done: Case, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes((done.output / done.file("bank").name).read_bytes())
    shutil.copytree(done.output, tmp_path / "deep" / "上传")
    found = collect(tmp_path)
    assert [file.path for file in found.files] == ["a.pdf"]
    assert found.ignored == ("deep/上传",)


def test_the_command_lists_everything_and_exits_3_while_something_is_left(tmp_path: Path) -> None:
    folder = digital(tmp_path / "in")
    run = docvet("pack", folder, "--output", tmp_path / "out", "--password", messy.PASSWORD, lang="zh_CN.UTF-8")
    assert run.returncode == 3
    assert "01-品牌授权书.pdf（1 页" in run.stdout
    assert "用所给的密码解除了保护" in run.stdout
    assert "缺少的材料" in run.stdout
    assert run.stderr == ""


def digital(folder: Path, *, owner_only: bool = False) -> Path:
    """A letter with a password, alone."""
    data = drawings_pdf([planned(Story.invent(4, levels=1)).document("letter_1").draw()])
    folder.mkdir()
    (folder / "授权书.pdf").write_bytes(messy.restricted(data) if owner_only else messy.encrypted(data))
    return folder


@pytest.mark.parametrize("owner_only", [False, True])
def test_the_owners_password_lifts_the_protection(tmp_path: Path, owner_only: bool) -> None:
    folder = digital(tmp_path / "in", owner_only=owner_only)
    original = (folder / "授权书.pdf").read_bytes()
    (item,) = pack(folder, tmp_path / "out", jobs=1, password=messy.PASSWORD, cache=PageCache()).packed
    assert item.slot == "letters"
    assert item.made_of[0].changes == (Change.UNLOCKED,)
    assert item.made_of[0].bytes == len(original)
    assert not pypdf.PdfReader(tmp_path / "out" / item.name).is_encrypted
    assert (folder / "授权书.pdf").read_bytes() == original


def test_another_password_lifts_nothing(tmp_path: Path) -> None:
    manifest = pack(digital(tmp_path / "in"), tmp_path / "out", jobs=1, password=messy.PASSWORD[1:], cache=PageCache())
    assert not manifest.packed
    assert [(item.path, item.why) for item in manifest.left_out] == [("授权书.pdf", Why.ENCRYPTED)]
    assert json.loads((tmp_path / "out" / NAME).read_text("utf-8"))["schema"] == "docvet/pack-1"
    assert "营业执照" in manifest.missing[0].zh
