"""Product photos drawn afresh: recognised, brand seen, SKU read, overlays told from print, repeats, screenshots.

    python -m benchmarks.photos [--seeds N] [--only STAGE …] [--json OUT]

Each photo is judged by itself, with the looks that a scan would spend on it. ``nothing`` counts what was said of a
photo that deserves no remark.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageEnhance
from rich.console import Console
from rich.table import Table

from docvet.documents import build, can_look_again
from docvet.form.model import Form
from docvet.intake import collect
from docvet.models import Document, File, Reading
from docvet.reading.pool import Readers
from docvet.rules.case import Case
from docvet.rules.engine import Outcome, judge
from docvet.rules.load import load_ruleset
from docvet.rules.photos import distinct
from docvet.rules.ruleset import Ruleset
from sample_docs import words
from sample_docs.documents.pack_photo import PackPhoto
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.raster import render
from sample_docs.screens import screenshot

_HAN = ("云帆", "岚墨", "青禾记", "鹿鸣")
_COLOURS = ((150, 96, 84), (70, 92, 120), (228, 214, 190), (44, 44, 50), (120, 150, 110))


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture and what should be said of it."""

    stage: str
    picture: Image.Image
    kind: str = "product_photo"
    brand: str = ""
    sku: str = ""
    mark: str = ""
    blurred: bool = False
    screenshot: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What was said; None where the question does not arise."""

    stage: str
    kind: bool
    sure: bool | None
    """Recognised so firmly that it counts towards the three."""
    brand: bool | None
    sku: bool | None
    label: bool | None
    """A missing or blurred label was named, a good one was not."""
    mark: bool | None
    false_mark: bool | None
    screenshot: bool
    """Called a screenshot if, and only if, it is one."""
    read: str


def _packs(seed: int) -> Mapping[str, Callable[[PackPhoto], PackPhoto]]:
    """How the plain pack is changed in each stage."""
    han = _HAN[seed % len(_HAN)]
    return {
        "plain": lambda p: p,
        "on cloth": lambda p: replace(p, ground="cloth"),
        "on white": lambda p: replace(p, ground="white"),
        "Chinese brand": lambda p: replace(p, brand=han),
        "Chinese, kai": lambda p: replace(p, brand=han, font=Font.KAI),
        "top to bottom": lambda p: replace(p, brand=han, upright=True),
        "turned 90": lambda p: replace(p, turn=90),
        "turned 180": lambda p: replace(p, turn=180),
        "turned 270": lambda p: replace(p, turn=270),
        "bottle": lambda p: replace(p, round=True),
        "bottle, Chinese": lambda p: replace(p, round=True, brand=han, ground="cloth"),
        "dim": lambda p: replace(p, dim=0.6),
        "dim, turned": lambda p: replace(p, dim=0.5, turn=270),
        "no label": lambda p: replace(p, sku=""),
        "label blurred": lambda p: replace(p, blur=7.0),
        "maker's print": lambda p: replace(
            p, prints=("服务热线：400-000-0000", "www.example.com", "Made in China", "净含量：50ml")
        ),
        "back of pack": lambda p: replace(
            p,
            prints=(
                "成分：水、甘油、丁二醇、样本提取物",
                "使用方法：取适量均匀涂抹于面部",
                "注意事项：如有不适请停止使用",
                "净含量：50ml　保质期：三年",
            ),
        ),
        "mark: account": lambda p: replace(p, mark="@yunfan_shop"),
        "mark: phone": lambda p: replace(p, mark="微信同号 13900000000", marked="middle"),
        "mark: tiled": lambda p: replace(p, mark=f"{han}旗舰店", marked="tiled"),
        "mark: platform": lambda p: replace(p, mark="小红书号：yunfan88"),
        "mark: site": lambda p: replace(p, mark="www.yunfan-shop.com", marked="corner"),
        "mark: shop": lambda p: replace(p, mark=f"{han}女装专营店"),
    }


def shots(seed: int) -> list[Shot]:
    """All stages at one seed."""
    brand = words.BRANDS[seed % len(words.BRANDS)]
    plain = PackPhoto(brand, f"{brand[:2]}-24-{seed:03d}", colour=_COLOURS[seed % len(_COLOURS)], seed=seed)
    made = []
    for stage, change in _packs(seed).items():
        pack = change(plain)
        made.append(Shot(stage, pack.photo(), brand=pack.brand, sku=pack.sku, mark=pack.mark, blurred=pack.blur > 0))
    for look in ("garment", "box", "bottle", "tag"):
        goods = ProductPhoto(look, brand, plain.sku, "样本商品", plain.colour)
        made.append(Shot(f"studio {look}", goods.photo(), brand=brand, sku=plain.sku))
    made.append(
        Shot("screenshot of photo", screenshot(plain.photo()), brand=plain.brand, sku=plain.sku, screenshot=True)
    )
    made.append(Shot("screen: bank page", _bank_app(seed), kind="", screenshot=True))
    made.append(Shot("screen: chat", _chat(seed), kind="", screenshot=True))
    return made


def _bank_app(seed: int) -> Image.Image:
    """A bank's app on a phone."""
    sheet = Drawing(117, 253.2, (247, 248, 250))
    sheet.text(6, 3, f"{9 + seed % 9}:41", 5, font=Font.HEI)
    sheet.text(111, 3, "5G 87%", 5, font=Font.HEI, right=True)
    sheet.text(58, 16, "账户信息", 6, font=Font.HEI, centre=True)
    rows = (
        ("户名", "样本贸易有限公司"),
        ("账号", "6200 0000 0000 0000"),
        ("开户行", "汇澜银行样本支行"),
        ("余额", "12,345.67"),
    )
    for place, (label, value) in enumerate(rows):
        sheet.text(8, 36 + 16 * place, label, 5, font=Font.HEI, colour=(120, 120, 126))
        sheet.text(109, 36 + 16 * place, value, 5, font=Font.HEI, right=True)
        sheet.line(8, 47 + 16 * place, 109, 47 + 16 * place, 0.2, (220, 220, 224))
    sheet.text(58, 150, "SAMPLE 样本", 6, font=Font.HEI, centre=True, colour=(200, 170, 90))
    return render(sheet, 254)


def _chat(seed: int) -> Image.Image:
    """A conversation on a phone."""
    sheet = Drawing(117, 253.2, (237, 237, 237))
    sheet.text(6, 3, f"{9 + seed % 9}:07", 5, font=Font.HEI)
    sheet.text(111, 3, "5G 64%", 5, font=Font.HEI, right=True)
    sheet.text(58, 16, "样本客服小李", 6, font=Font.HEI, centre=True)
    said = ("你好，授权书发给你了", "收到，谢谢", "还差实物图和营业执照", "晚点拍给你", "SAMPLE 样本")
    for place, text in enumerate(said):
        mine = place % 2 == 1
        wide = 5.4 * len(text) + 8
        left = 111 - wide if mine else 8
        sheet.box(left, 36 + 22 * place, wide, 13, 0, fill=(149, 236, 105) if mine else (255, 255, 255))
        sheet.text(left + 4, 39 + 22 * place, text, 5, font=Font.HEI)
    return render(sheet, 254)


def judged(shot: Shot, document: Document, outcome: Outcome, case: Case) -> Row:
    """The answers for one photo."""
    found = {finding.rule for finding in outcome.judgement.findings}
    codes = {str(code) for name in ("sku_codes", "barcodes") for code in document.value(name) or ()}
    photo = shot.kind == "product_photo"
    return Row(
        shot.stage,
        kind=(document.kind == "product_photo") == photo,
        sure=not case.weak(document) if photo else None,
        brand="DV-PHO-002" not in found if photo and shot.brand else None,
        sku=shot.sku in codes if photo and shot.sku and not shot.blurred else None,
        label=("DV-PHO-003" in found) == (shot.blurred or not shot.sku) if photo else None,
        mark="DV-PHO-004" in found if photo and shot.mark else None,
        false_mark="DV-PHO-004" in found if photo and not shot.mark else None,
        screenshot=bool(found & {"DV-FILE-004", "DV-PHO-005"}) == shot.screenshot,
        read=f"{document.kind} {document.kind_confidence} {document.value('texts')} {document.value('watermarks')} {sorted(codes)}",
    )


def run(made: Sequence[Shot], rules: Ruleset) -> list[Row]:
    """Read and judge every picture by itself."""
    with tempfile.TemporaryDirectory() as place, Readers(1) as readers:
        names = [f"{number:03d}.{'png' if shot.screenshot else 'jpg'}" for number, shot in enumerate(made)]
        for name, shot in zip(names, made, strict=True):
            # PNG knows no quality and JPEG gets no resolution, as telephones have it.
            shot.picture.convert("RGB").save(Path(place) / name, quality=88)
        files = {file.path: file for file in collect(Path(place)).files}
        return [_row(shot, files[name], readers, rules) for name, shot in zip(names, made, strict=True)]


def _row(shot: Shot, file: File, readers: Readers, rules: Ruleset) -> Row:
    readings: list[Reading] = readers.read([file])

    def case() -> Case:
        return Case(
            form=Form(brand=shot.brand or "SAMPLE"), documents=tuple(build(readings)), readings=tuple(readings),
            intake_troubles=(), submission_date=date(2024, 6, 1), ruleset=rules,
            trusted_engines=readers.trusted_engines,
        )  # fmt: skip

    outcome = judge(rules, seen := case())
    wanted = any(document.id in {id_ for id_, _ in outcome.wanted} for document in seen.documents)
    if wanted and all(can_look_again(page) for page in readings[0].pages):
        readings = readers.look_again({file.path: {1: ()}}, readings)
        outcome = judge(rules, seen := case())
    return judged(shot, seen.documents[0], outcome, seen)


def repeats(seeds: Sequence[int], rules: Ruleset) -> dict[str, float]:
    """How many copies were told for the same photo, and how many photos of one series for different ones."""
    limit = int(str(rules.parameters["photo_max_distance"].value))
    copies = series = 0
    with tempfile.TemporaryDirectory() as place:
        pairs: list[tuple[str, Path, Path]] = []
        for seed in seeds:
            brand = words.BRANDS[seed % len(words.BRANDS)]
            pack = PackPhoto(brand, f"{brand[:2]}-24-{seed:03d}", colour=_COLOURS[seed % len(_COLOURS)], seed=seed)
            one = pack.photo()
            again = ImageEnhance.Brightness(one.resize((1200, 900))).enhance(1.12)
            other = replace(pack, sku=f"{brand[:2]}-24-{seed + 500:03d}").photo()
            names = [Path(place) / f"{seed}-{name}.jpg" for name in ("one", "again", "other")]
            for path, picture, quality in zip(names, (one, again, other), (90, 60, 90), strict=True):
                picture.save(path, quality=quality)
            pairs += [("copy", names[0], names[1]), ("series", names[0], names[2])]
        with Readers(1) as readers:
            documents = {document.path: document for document in build(readers.read(collect(Path(place)).files))}
        for what, first, second in pairs:
            photos = [documents[first.name], documents[second.name]]
            different = len(distinct(photos, limit)) == 2
            copies += what == "copy" and not different
            series += what == "series" and different
    return {"pairs": float(len(seeds)), "copies told": float(copies), "series told apart": float(series)}


def table(rows: Sequence[Row]) -> Table:
    """A row a stage and one for all: right answers of those asked."""
    shown = Table(title="product photos")
    columns = ("kind", "sure", "brand", "sku", "label", "mark", "false_mark", "screenshot")
    for column in ("stage", *columns):
        shown.add_column(column)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.stage].append(row)
    for stage, group in [*groups.items(), ("all", list(rows))]:
        cells = []
        for name in columns:
            told: list[Any] = [value for row in group if (value := getattr(row, name)) is not None]
            cells.append(f"{sum(told)}/{len(told)}" if told else "")
        shown.add_row(stage, *cells)
    return shown


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", nargs="+", help="stages")
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    seeds = range(801, 801 + wanted.seeds)
    made = [shot for seed in seeds for shot in shots(seed) if not wanted.only or shot.stage in wanted.only]
    rules = load_ruleset("tiktok-shop-pop")
    rows = run(made, rules)
    for row in rows:
        if False in (row.kind, row.sure, row.brand, row.sku, row.label, row.mark, row.screenshot) or row.false_mark:
            print(row, flush=True)
    Console(width=140).print(table(rows))
    pairs = {} if wanted.only else repeats(seeds, rules)
    print(pairs)
    if wanted.json:
        body = {"photos": len(rows), "pairs": pairs, "rows": [asdict(row) for row in rows]}
        wanted.json.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
