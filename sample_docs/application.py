"""The clean plan of a story: every document that a POP application needs, all in agreement."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from sample_docs import identifiers
from sample_docs.documents.authorization_letter import AuthorizationLetter
from sample_docs.documents.bank import BankPermit, BasicAccountInfo
from sample_docs.documents.business_license import BusinessLicense, Look
from sample_docs.documents.id_card import IdCard
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.documents.sales_voucher import SalesVoucher
from sample_docs.documents.trademark import TrademarkCertificate
from sample_docs.plan import Leaf, Plan
from sample_docs.story import ONLINE_SALE, Story

_LANDSCAPE_SINCE = date(2019, 3, 1)
_TERM_DROPPED = date(2022, 9, 1)
_OFFICE_RENAMED = date(2019, 1, 1)
_LEVELS = "一二三四五"


def scope(*items: str) -> str:
    """A business scope of these items, with the closing formula that licences print."""
    return f"一般项目：{'；'.join(items)}。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"


def plan(story: Story) -> Plan:
    """The folder as it should be."""
    leaves = {
        "licence": Leaf("01-营业执照.pdf", (licence(story),)),
        "id_card": Leaf("02-法人身份证正反面.pdf", (IdCard.of(story.shop, valid_from=date(2017, 5, 10)),)),
        "bank": bank(story),
        "mark": Leaf("商标/商标注册证.pdf", (_mark(story),)),
    }
    for level, letter in enumerate(_letters(story), 1):
        leaves[f"letter_{level}"] = Leaf(f"商标/授权书-{_LEVELS[level - 1]}级.pdf", (letter,))
    if story.chain:
        for place, voucher in enumerate(_vouchers(story), 1):
            name = {"invoice": "电子发票", "digital": "数电发票", "contract": "采购合同", "delivery": "送货单"}[
                voucher.look
            ]
            leaves[f"voucher_{place}"] = Leaf(
                f"销售凭证/{voucher.date.year}年{voucher.date.month}月{name}.pdf", (voucher,)
            )
    for place, photo in enumerate(_photos(story), 1):
        leaves[f"photo_{place}"] = Leaf(f"实物图/商品图{place}.pdf", (photo,))
    return Plan(story, leaves, form(story))


def form(story: Story) -> dict[str, object]:
    """What the applicant of a POP shop types."""
    return {
        "mode": "pop",
        "category": story.category.name,
        "brand": story.brand,
        "company": story.shop.name,
        "credit_code": story.shop.credit_code,
        "entity": "individual" if story.shop.individual else "company",
        "targets": ["ID", "TH"],
        "submission_date": story.submission,
    }


def licence(story: Story) -> BusinessLicense:
    """The look follows the day of issue; every third shop has had its licence reissued since the term was dropped."""
    shop = story.shop
    text = scope(story.category.scope, ONLINE_SALE, "货物进出口", "信息咨询服务（不含许可类信息咨询服务）")
    if story.seed % 3 == 0:
        return BusinessLicense.of(shop, text, "landscape-2022", issued=_TERM_DROPPED + timedelta(days=75))
    look: Look = "landscape" if shop.established >= _LANDSCAPE_SINCE else "portrait"
    return BusinessLicense.of(shop, text, look, issued=shop.established)


def _mark(story: Story) -> TrademarkCertificate:
    registered = story.mark_registered
    return TrademarkCertificate(
        look="old" if registered < _OFFICE_RENAMED else "new",
        number=story.mark_number,
        mark=story.brand,
        nice_class=story.category.nice_class,
        goods=story.category.goods,
        registrant=story.owner.name,
        registrant_address=story.owner.address,
        registered=registered,
        valid_to=ten_years(registered),
    )


def ten_years(registered: date) -> date:
    """The last day of a mark registered on that day."""
    return registered.replace(year=registered.year + 10) - timedelta(days=1)


def _letters(story: Story) -> list[AuthorizationLetter]:
    start = date(story.submission.year, 1, 1)
    parties = [*story.chain, story.shop]
    looks = ("prose", "table", "bilingual")
    return [
        AuthorizationLetter(
            look=looks[(story.seed + level) % 3],  # type: ignore[arg-type]
            grantor=grantor.name,
            grantee=grantee.name,
            brand=story.brand,
            mark_number=story.mark_number,
            nice_class=story.category.nice_class,
            goods=story.category.name,
            period_start=start,
            period_end=date(start.year + 1, 12, 31),
            signed=start - timedelta(days=30 - 7 * level),
            sublicense=True if level < len(story.chain) - 1 else None,
            seal=grantor.name,
            seal_code=grantor.seal_code,
            signer=grantor.representative,
        )
        for level, (grantor, grantee) in enumerate(pairwise(parties))
    ]


def _vouchers(story: Story) -> list[SalesVoucher]:
    """The shop buys from the last company of the chain, 40 and 100 days before it applies."""
    chance = Random(story.seed + 1)
    seller, buyer = story.chain[-1], story.shop
    made = []
    for look, days in (
        ("digital" if story.seed % 2 else "invoice", 40),
        ("contract" if story.seed % 2 else "delivery", 100),
    ):
        when = story.submission - timedelta(days=days)
        number = {
            "digital": identifiers.digits(chance, f"{when:%y}99", 20), "invoice": identifiers.digits(chance, "99", 8),
            "contract": f"HT-{when:%Y%m%d}-01", "delivery": f"SH-{when:%Y%m%d}-01",
        }[look]  # fmt: skip
        made.append(
            SalesVoucher(
                look, number, when, seller.name, seller.credit_code, buyer.name, buyer.credit_code,  # type: ignore[arg-type]
                story.brand, story.category.product, chance.randint(60, 300), chance.randint(40, 160) + 0.5,
            )
        )  # fmt: skip
    return made


def bank(story: Story) -> Leaf:
    """The central bank's permit for an account opened before 2019, else the bank's own print."""
    chance, shop = Random(story.seed + 2), story.shop
    area = shop.city.region[:2] + "10"
    branch = f"汇澜银行股份有限公司{shop.city.name.removesuffix('市')}分行"
    number = identifiers.digits(chance, f"{area}99", 17)
    approval = identifiers.digits(chance, f"J{area}99", 14)
    opened = shop.established + timedelta(days=30)
    if opened.year < 2019:
        permit_number = f"{area}-{identifiers.digits(chance, '099', 8)}"
        permit = BankPermit(shop.name, number, branch, approval, permit_number, shop.representative, opened)
        return Leaf("03-开户许可证.pdf", (permit,))
    info = BasicAccountInfo(shop.name, number, branch, approval, shop.representative, opened)
    return Leaf("03-基本存款账户信息.pdf", (info,))


def _photos(story: Story) -> list[ProductPhoto]:
    looks = (story.category.look, "box", "tag")
    colours = ((120, 138, 160), (176, 142, 122), (92, 122, 110))
    return [
        ProductPhoto(look, story.brand, sku, story.category.product, colour)  # type: ignore[arg-type]
        for look, sku, colour in zip(looks, story.skus, colours, strict=True)
    ]
