"""居民身份证: one side or both on a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

from PIL import Image, ImageDraw

from sample_docs.documents.base import Truth, iso, marked, stated
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import emblem
from sample_docs.story import Party

_BLUE: Colour = (40, 90, 150)
_TINT: Colour = (228, 240, 246)
_SCALE = 1.5
"""A copy shows the card larger than its 85.6 × 54 mm."""


@dataclass(frozen=True, slots=True)
class IdCard:
    """What the card says, and which sides the copy shows (``portrait``, ``emblem``)."""

    name: str
    id_number: str
    born: date
    female: bool
    address: str
    authority: str
    valid_from: date
    valid_to: date | None
    """None for 长期."""
    ethnicity: str = "汉"
    sides: tuple[str, ...] = ("portrait", "emblem")

    @classmethod
    def of(cls, party: Party, *, valid_from: date) -> Self:
        """The representative's card; how long it holds follows the age on the day of issue."""
        age = (
            valid_from.year
            - party.born.year
            - ((valid_from.month, valid_from.day) < (party.born.month, party.born.day))
        )
        years = 10 if age < 26 else 20
        return cls(
            name=party.representative,
            id_number=party.id_number,
            born=party.born,
            female=party.female,
            address=party.home,
            authority=f"{party.city.name}公安局{party.city.districts[0].removesuffix('区')}分局",
            valid_from=valid_from,
            valid_to=None if age >= 46 else valid_from.replace(year=valid_from.year + years),
        )

    def draw(self) -> Drawing:
        """An A4 copy with the sides one below the other."""
        sheet = Drawing(210, 297)
        for place, side in enumerate(self.sides):
            x, y = 41.0, 48.0 + 108 * place
            sheet.box(x, y, 85.6 * _SCALE, 54 * _SCALE, 0.3, (170, 180, 188), _TINT)
            (_portrait if side == "portrait" else _emblem)(sheet, self, x, y)
        return marked(sheet)

    def truth(self) -> Truth:
        """What the sides shown say."""
        front, back = "portrait" in self.sides, "emblem" in self.sides
        return Truth(
            "id_card",
            stated(
                sides=list(self.sides), name=self.name * front, id_number=self.id_number * front,
                sex=("女" if self.female else "男") * front, ethnicity=self.ethnicity * front,
                birth_date=iso(self.born) * front, address=self.address * front, authority=self.authority * back,
                valid_from=iso(self.valid_from) * back, valid_to=iso(self.valid_to) * back,
            ),
        )  # fmt: skip


def _portrait(sheet: Drawing, card: IdCard, x: float, y: float) -> None:
    def label(dx: float, dy: float, text: str) -> None:
        sheet.text(x + dx * _SCALE, y + dy * _SCALE, text, 2.5 * _SCALE, font=Font.HEI, colour=_BLUE)

    def value(dx: float, dy: float, text: str, size: float = 3.0) -> None:
        sheet.text(x + dx * _SCALE, y + dy * _SCALE, text, size * _SCALE, font=Font.HEI)

    label(5, 6.5, "姓 名")
    value(14, 6, card.name, 3.6)
    label(5, 13.5, "性 别")
    value(14, 13.2, "女" if card.female else "男")
    label(25, 13.5, "民 族")
    value(34, 13.2, card.ethnicity)
    label(5, 20, "出 生")
    value(14, 19.7, str(card.born.year))
    label(23.5, 20, "年")
    value(28, 19.7, str(card.born.month))
    label(33, 20, "月")
    value(37, 19.7, str(card.born.day))
    label(42, 20, "日")
    label(5, 27, "住 址")
    sheet.block(x + 14 * _SCALE, y + 26.7 * _SCALE, card.address, 38 * _SCALE, 2.8 * _SCALE, font=Font.HEI, leading=1.5)
    label(5, 45, "公民身份号码")
    value(26, 44.4, card.id_number, 3.8)
    sheet.picture(face(card.female), x + 58 * _SCALE, y + 8 * _SCALE, 22 * _SCALE)


def _emblem(sheet: Drawing, card: IdCard, x: float, y: float) -> None:
    sheet.picture(emblem(), x + 6 * _SCALE, y + 5 * _SCALE, 16 * _SCALE)
    sheet.spread(x + 27 * _SCALE, y + 7 * _SCALE, "中华人民共和国", 50 * _SCALE, 4.2 * _SCALE, font=Font.HEI)
    sheet.spread(x + 27 * _SCALE, y + 15 * _SCALE, "居民身份证", 50 * _SCALE, 6 * _SCALE, font=Font.HEI)
    size = 3.0 * _SCALE
    sheet.text(x + 16 * _SCALE, y + 37 * _SCALE, "签发机关", size, font=Font.HEI)
    sheet.text(x + 32 * _SCALE, y + 37 * _SCALE, card.authority, size, font=Font.HEI)
    end = f"{card.valid_to:%Y.%m.%d}" if card.valid_to else "长期"
    sheet.text(x + 16 * _SCALE, y + 44.5 * _SCALE, "有效期限", size, font=Font.HEI)
    sheet.text(x + 32 * _SCALE, y + 44.5 * _SCALE, f"{card.valid_from:%Y.%m.%d}-{end}", size, font=Font.HEI)


@lru_cache(maxsize=2)
def face(female: bool) -> Image.Image:
    """A figure instead of a portrait: nobody is shown."""
    picture = Image.new("RGB", (440, 560), (236, 241, 244))
    draw = ImageDraw.Draw(picture)
    if female:
        draw.ellipse((105, 70, 335, 420), fill=(52, 46, 48))
    draw.ellipse((60, 370, 380, 760), fill=(62, 72, 92))
    draw.rectangle((190, 320, 250, 410), fill=(222, 190, 170))
    draw.ellipse((140, 110, 300, 350), fill=(228, 198, 178))
    draw.pieslice((132, 90, 308, 300), 180, 360, fill=(52, 46, 48))
    return picture
