"""Folders as they lie on the disk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pypdf
import pypdfium2
import pytest
import yaml

from sample_docs.__main__ import SPECIMENS
from sample_docs.application import plan
from sample_docs.defects import DEFECTS
from sample_docs.folders import Mode, build, planned
from sample_docs.plan import Plan
from sample_docs.story import Story

SHIPPED = Path(__file__).parents[2] / "docvet" / "specimens"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text(path: Path) -> str:
    return "".join(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded().split())


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(Story.invent(7), tmp_path_factory.mktemp("clean"))


def test_text_layers_say_what_the_story_says(clean: Path) -> None:
    story = Story.invent(7)
    licence = text(clean / "01-营业执照.pdf")
    assert "统一社会信用代码" + story.shop.credit_code in licence
    assert story.shop.name in licence
    assert "互联网销售（除销售需要许可的商品）" in licence
    assert story.shop.id_number in text(clean / "02-法人身份证正反面.pdf")
    mark = text(clean / "商标/商标注册证.pdf")
    assert f"第{story.mark_number}号" in mark
    assert story.owner.name in mark
    letter = text(clean / "商标/授权书-一级.pdf")
    assert story.chain[0].name in letter
    assert story.chain[1].name in letter
    assert story.mark_number in letter


def test_form_agrees_with_the_story(clean: Path) -> None:
    story = Story.invent(7)
    form = yaml.safe_load((clean / "application.yaml").read_text(encoding="utf-8"))
    assert form["company"] == story.shop.name
    assert form["credit_code"] == story.shop.credit_code
    assert form["brand"] == story.brand
    assert form["submission_date"] == date(2024, 6, 1)


def test_the_same_story_writes_the_same_bytes(clean: Path, tmp_path: Path) -> None:
    assert files(build(Story.invent(7), tmp_path)) == files(clean)


def test_photographed_papers_are_pixels_on_a_desk(clean: Path, tmp_path: Path) -> None:
    build(Story.invent(7), tmp_path, looks={"bank": "photo", "letter_1": "photo"})
    for path in (tmp_path / planned(Story.invent(7)).leaves[slot].path for slot in ("bank", "letter_1")):
        assert text(path) == ""
        assert path.stat().st_size < 400_000
        picture = pypdfium2.PdfDocument(path)[0].render(scale=0.5).to_numpy().astype(float)
        plain = pypdfium2.PdfDocument(clean / path.relative_to(tmp_path))[0].render(scale=0.5).to_numpy()
        assert picture.shape != plain.shape  # the desk shows round the paper
        assert np.ptp(picture.mean(axis=(0, 2))) > 10  # and the light is uneven


@pytest.mark.parametrize("mode", ["pop", "joint"])
def test_every_defect_changes_the_folder(mode: Mode, tmp_path: Path) -> None:
    story = Story.invent(7)
    whole = planned(story, mode)

    def drawn(made: Plan, slot: str) -> dict[str, bytes]:
        alone = replace(made, leaves={slot: made.leaves[slot]})
        with patch("sample_docs.folders.planned", lambda *_: alone):
            return files(build(story, tmp_path / str(next(numbers)), mode=mode))

    def marks(made: Plan, slot: str) -> list[object]:
        return [document.draw() for document in made.leaves[slot].documents if hasattr(document, "draw")]

    def changes(broken: Plan) -> bool:
        """In the form, in its files, in what is drawn on one of them, or else in its bytes."""
        if (broken.form, broken.leaves.keys()) != (whole.form, whole.leaves.keys()):
            return True
        touched = [slot for slot, leaf in broken.leaves.items() if leaf != whole.leaves[slot]]
        return any(
            marks(broken, slot) != marks(whole, slot) or drawn(broken, slot) != drawn(whole, slot) for slot in touched
        )

    numbers = count()
    same = [
        name for name, defect in DEFECTS.items() if mode in defect.modes and not changes(planned(story, mode, name))
    ]
    assert same == ["clean"]


def test_a_defect_of_the_form_leaves_the_papers_alone(clean: Path, tmp_path: Path) -> None:
    build(Story.invent(7), tmp_path, defect="credit_code_differs")
    papers = {path: data for path, data in files(tmp_path).items() if path != "application.yaml"}
    assert papers.items() <= files(clean).items()


def test_defects_can_be_staged_together(tmp_path: Path) -> None:
    build(Story.invent(7), tmp_path, defect=("missing_vouchers", "id_expired"))
    assert not (tmp_path / "销售凭证").exists()
    assert "2024.05.12" in text(tmp_path / "02-法人身份证正反面.pdf")


def test_a_defect_of_the_other_mode_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mode joint"):
        build(Story.invent(7), tmp_path, defect="gmv_low")


def test_an_unknown_defect_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="no_such_thing"):
        build(Story.invent(7), tmp_path, defect="no_such_thing")


def test_an_encrypted_paper_cannot_be_opened(tmp_path: Path) -> None:
    build(Story.invent(7), tmp_path, defect="encrypted_pdf")
    assert pypdf.PdfReader(tmp_path / "01-营业执照.pdf").is_encrypted
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(tmp_path / "01-营业执照.pdf")


def test_an_oversized_paper_is_over_ten_megabytes_and_whole(tmp_path: Path) -> None:
    build(Story.invent(7), tmp_path, defect="oversized")
    assert (tmp_path / "01-营业执照.pdf").stat().st_size > 10 * 2**20
    assert Story.invent(7).shop.name in text(tmp_path / "01-营业执照.pdf")


@pytest.mark.parametrize("levels", [0, 1, 3])
def test_chains_of_any_length(levels: int, tmp_path: Path) -> None:
    build(Story.invent(5, levels=levels), tmp_path)
    assert len(list((tmp_path / "商标").glob("授权书*"))) == levels
    assert (tmp_path / "销售凭证").exists() is (levels > 0)


def test_an_individual_business_has_an_operator_and_no_capital(tmp_path: Path) -> None:
    build(Story.invent(5, individual=True), tmp_path)
    licence = text(tmp_path / "01-营业执照.pdf")
    assert "经营者" in licence
    assert "个体工商户" in licence
    assert "注册资本" not in licence
    assert "法定代表人" not in licence


def test_shipped_specimens_are_small_and_hold_one_defect_each() -> None:
    assert {path.name for path in SHIPPED.iterdir()} == set(SPECIMENS)
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) < 4_000_000
    whole = {path: hashlib.sha256(data).hexdigest() for path, data in files(SHIPPED / "clean").items()}
    differ = {
        name: {path for path, digest in whole.items() if _digest(SHIPPED / name / path) != digest} for name in SPECIMENS
    }
    assert differ["clean"] == set()
    assert differ["broken-chain"] == {"商标/授权书-一级.pdf"}
    assert differ["broken-scope"] == {"01-营业执照.pdf"}
    assert differ["broken-photos"] == {f"实物图/商品图{number}.pdf" for number in (1, 2, 3)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def test_the_plan_of_the_clean_folder_has_every_slot() -> None:
    prefixes = {slot.split("_")[0] for slot in plan(Story.invent(7)).leaves}
    assert prefixes == {"licence", "id", "bank", "mark", "letter", "voucher", "photo"}
