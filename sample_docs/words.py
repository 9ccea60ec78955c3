"""What invented people, companies and brands are put together from."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class City:
    """A place of registration."""

    province: str
    name: str
    region: str
    """Six digits of the administrative division."""
    districts: tuple[str, ...]


CITIES = (
    City("广东省", "深圳市", "440300", ("南山区", "龙岗区", "宝安区")),
    City("广东省", "广州市", "440100", ("白云区", "番禺区", "天河区")),
    City("浙江省", "杭州市", "330100", ("余杭区", "滨江区", "萧山区")),
    City("浙江省", "宁波市", "330200", ("鄞州区", "海曙区")),
    City("福建省", "厦门市", "350200", ("思明区", "湖里区")),
    City("江苏省", "苏州市", "320500", ("吴中区", "相城区")),
)

SURNAMES = "林周许沈韩程傅蒋叶汪彭陆"
GIVEN = ("若溪", "景行", "思远", "晓棠", "明澈", "雨桐", "嘉树", "知夏", "怀瑾", "书遥", "望舒", "清和")
STREETS = ("云栖路", "澄海大道", "青禾街", "望江路", "晨曦三路", "南屏大道")
BUILDINGS = ("汇川大厦", "星澜科创园", "云谷中心", "锦程商务楼")
SYLLABLES = "澜序屿禾曜棠岚茂晴朗沐栎"
TRADES = ("贸易", "电子商务", "服饰", "科技", "供应链管理")
BRANDS = ("LUMORA", "NEVARIS", "ORVELLE", "SOLVANE", "TARENDA", "VELINTO")


def person(chance: Random, avoid: frozenset[str] = frozenset()) -> str:
    """A name of two or three characters that is not one of ``avoid``."""
    while True:
        name = chance.choice(SURNAMES) + chance.choice(GIVEN)
        if name not in avoid:
            return name


def company(chance: Random, city: City, trade: str) -> str:
    """A company's full name."""
    return f"{city.name}{''.join(chance.sample(SYLLABLES, 2))}{trade}有限公司"


def address(chance: Random, city: City) -> str:
    """An address in the city, down to the room."""
    return (
        f"{city.province}{city.name}{chance.choice(city.districts)}{chance.choice(STREETS)}"
        f"{chance.randint(3, 288)}号{chance.choice(BUILDINGS)}{chance.randint(2, 28)}层{chance.randint(201, 2899)}室"
    )
