"""Documents of people who have no resident ID card: permits of Hong Kong, Macau and Taiwan residents, passports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, marked
from sample_docs.documents.id_card import face
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font

_SCALE = 1.5
_TITLES = {
    "hkmo": "港澳居民来往内地通行证",
    "taiwan": "台湾居民来往大陆通行证",
    "passport": "中华人民共和国护照",
    "temporary": "临时居民身份证",
}
_TINTS: dict[str, Colour] = {
    "hkmo": (226, 236, 244), "taiwan": (230, 240, 228), "passport": (244, 234, 232), "temporary": (240, 240, 236),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OtherId:
    """Who it names; what it reads as is a kind only."""

    look: Literal["hkmo", "taiwan", "passport", "temporary"]
    name: str
    latin: str
    number: str
    born: date
    female: bool
    valid_from: date
    valid_to: date

    def draw(self) -> Drawing:
        """A copy on A4, the card one and a half times its size."""
        sheet = Drawing(210, 297)
        x, y, tall = 38.0, 60.0, 88 if self.look == "passport" else 54
        sheet.box(x, y, 88 * _SCALE, tall * _SCALE, 0.3, (150, 156, 160), _TINTS[self.look])
        sheet.text(x + 44 * _SCALE, y + 4 * _SCALE, _TITLES[self.look], 4.6 * _SCALE, font=Font.HEI, centre=True)
        if self.look == "passport":
            sheet.text(
                x + 44 * _SCALE, y + 11 * _SCALE, "PEOPLE'S REPUBLIC OF CHINA PASSPORT", 2.8 * _SCALE, centre=True
            )
        rows = [
            ("姓名", f"{self.name} {self.latin}"),
            ("出生日期", f"{self.born:%Y.%m.%d}"),
            ("性别", "女" if self.female else "男"),
            ("有效期限", f"{self.valid_from:%Y.%m.%d}-{self.valid_to:%Y.%m.%d}"),
            ("签发机关", "公安部出入境管理局" if self.look != "temporary" else "公安局"),
            ("护照号 Passport No." if self.look == "passport" else "证件号码", self.number),
        ]
        for row, (label, value) in enumerate(rows):
            at = y + (17 + 6 * row) * _SCALE
            sheet.text(x + 30 * _SCALE, at, label, 2.1 * _SCALE, font=Font.HEI, colour=(70, 90, 120))
            sheet.text(x + 52 * _SCALE, at, value, 2.7 * _SCALE, font=Font.HEI)
        sheet.picture(face(self.female), x + 5 * _SCALE, y + 16 * _SCALE, 21 * _SCALE)
        if self.look == "passport":
            for row, text in enumerate(
                (f"POCHN{self.latin.replace(' ', '<<'):<39}", f"{self.number:<9}0CHN{self.born:%y%m%d}")
            ):
                sheet.text(
                    x + 4 * _SCALE,
                    y + (68 + 7 * row) * _SCALE,
                    text.replace(" ", "<").ljust(36, "<")[:36],
                    3.2 * _SCALE,
                )
        return marked(sheet)

    def truth(self) -> Truth:
        """Its kind; nothing else of it is read."""
        return Truth("other_id", {})
