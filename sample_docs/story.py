"""Who the applicant is: everything the documents of one folder must agree on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Self

from sample_docs import identifiers, words


@dataclass(frozen=True, slots=True)
class Party:
    """A company (or individual business) and who runs it."""

    name: str
    credit_code: str
    address: str
    representative: str
    id_number: str
    born: date
    female: bool
    home: str
    """The representative's home address."""
    city: words.City
    capital: str
    """Registered capital in words; empty for an individual business."""
    established: date
    seal_code: str
    individual: bool = False

    @classmethod
    def invent(
        cls, chance: Random, *, trade: str, individual: bool = False, founded: tuple[int, int] = (2016, 2021)
    ) -> Self:
        """A party out of thin air, ``founded`` between these years."""
        city = chance.choice(words.CITIES)
        female = chance.random() < 0.5
        born = date(chance.randint(1979, 1995), chance.randint(1, 12), chance.randint(1, 28))
        name = words.company(chance, city, trade)
        if individual:
            name = name.replace("有限公司", "商行")
        return cls(
            name=name,
            credit_code=identifiers.credit_code(chance, city.region, individual=individual),
            address=words.address(chance, city),
            representative=words.person(chance),
            id_number=identifiers.id_number(chance, city.region, born, female=female),
            born=born,
            female=female,
            home=words.address(chance, city),
            city=city,
            capital="" if individual else chance.choice(("壹佰万元整", "伍佰万元整", "人民币300万元")),
            established=date(chance.randint(*founded), chance.randint(1, 12), chance.randint(1, 28)),
            seal_code=identifiers.seal_code(chance, city.region),
            individual=individual,
        )


@dataclass(frozen=True, slots=True)
class Category:
    """What is sold: what licence, mark and photos must say to fit."""

    name: str
    nice_class: int
    goods: str
    """As on the trademark certificate."""
    scope: str
    """The items of the business scope, without online sale."""
    product: str
    """As on vouchers and labels."""
    look: str
    """How the first photo shows it: ``garment``, ``bottle`` or ``box``."""


CATEGORIES = {
    "女装": Category(
        "女装", 25, "服装；裙子；衬衫；外套；T恤衫；裤子；帽；袜；围巾；腰带",
        "服装服饰零售；服装服饰批发；针纺织品销售；鞋帽零售；箱包销售", "女式连衣裙", "garment",
    ),
    "护肤": Category(
        "护肤", 3, "化妆品；洗面奶；护肤用化妆剂；美容面膜；香水；口红；洗发液；牙膏",
        "化妆品零售；化妆品批发；个人卫生用品销售；日用品销售", "保湿精华液", "bottle",
    ),
    "玩具": Category(
        "玩具", 28, "玩具；积木；拼图玩具；长毛绒玩具；玩具汽车；棋类游戏",
        "玩具销售；玩具、动漫及游艺用品销售；母婴用品销售；日用百货销售", "儿童积木", "box",
    ),
    "食品": Category(
        "食品", 30, "饼干；糕点；糖果；谷类制品；茶；以谷物为主的零食小吃",
        "食品互联网销售（仅销售预包装食品）；食品销售（仅销售预包装食品）", "燕麦饼干", "box",
    ),
}  # fmt: skip

ONLINE_SALE = "互联网销售（除销售需要许可的商品）"


@dataclass(frozen=True, slots=True)
class Story:
    """One applicant: the shop, the owner of the brand, who passed the licence on, and when."""

    seed: int
    shop: Party
    brand: str
    mark_number: str
    mark_registered: date
    chain: tuple[Party, ...]
    """The owner of the mark first, then each middle company; the shop is the last grantee. Empty: own brand."""
    category: Category
    submission: date
    skus: tuple[str, ...]

    @classmethod
    def invent(
        cls, seed: int, *, category: str = "女装", levels: int = 2, individual: bool = False,
        submission: date = date(2024, 6, 1),
    ) -> Self:  # fmt: skip
        """A story from a seed: the same seed tells the same one. ``levels`` is the number of letters (0: own brand)."""
        chance = Random(seed)
        shop = Party.invent(
            chance, trade="服饰" if individual else chance.choice(words.TRADES[:2]), individual=individual
        )
        chain: list[Party] = []
        while len(chain) < levels:
            first = not chain
            party = Party.invent(
                chance, trade="服饰" if first else "供应链管理", founded=(2009, 2014) if first else (2016, 2021)
            )
            if party.name not in {shop.name, *(other.name for other in chain)}:
                chain.append(party)
        brand = words.BRANDS[seed % len(words.BRANDS)]
        registered = date(2020 if seed % 2 else 2016, 3, 1) if chain else shop.established + timedelta(days=400)
        registered += timedelta(days=chance.randint(0, 300))
        return cls(
            seed=seed,
            shop=shop,
            brand=brand,
            mark_number=identifiers.digits(chance, "99", 8),
            mark_registered=registered,
            chain=tuple(chain),
            category=CATEGORIES[category],
            submission=submission,
            skus=tuple(f"{brand[:2]}-2024-{number:03d}" for number in (1, 2, 3)),
        )

    @property
    def owner(self) -> Party:
        """Who owns the mark."""
        return self.chain[0] if self.chain else self.shop
