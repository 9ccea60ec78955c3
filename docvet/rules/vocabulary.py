"""The closed words that rulesets may use for documents: kinds, their fields, and the roles documents play.

What kinds and fields are called stands with them, in :mod:`docvet.documents`; it is looked up when first needed, since
some of them come from other packages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from docvet.documents import fields
from docvet.documents.kinds import kinds
from docvet.models import LocalizedText
from docvet.words import localized


def _words(zh: str, en: str) -> LocalizedText:
    return MappingProxyType({"zh": zh, "en": en})


V = TypeVar("V")


class _Lazy(Mapping[str, V]):
    """A mapping that is made when it is first used."""

    def __init__(self, make: Callable[[], Mapping[str, V]]) -> None:
        self._make = make

    @cached_property
    def _all(self) -> Mapping[str, V]:
        return self._make()

    def __getitem__(self, word: str) -> V:
        return self._all[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


KIND_TITLES: Mapping[str, LocalizedText] = _Lazy(
    lambda: {
        **{kind.name: kind.title for kind in kinds().values()},
        "other": _words("未识别的文件", "unrecognised file"),
    }
)
"""Every kind of document and what people call it."""

FIELD_TITLES: Mapping[str, LocalizedText] = _Lazy(
    lambda: {name: field.title for name, field in fields.all_fields().items()}
)
"""What people call the fields that rules speak of."""


def choice_title(field: str, value: str) -> LocalizedText:
    """What people call one of the words that the values of a field are made of."""
    return fields.field_type(field).choices.get(value, {"zh": value, "en": value})


_FORM = frozenset({"company", "credit_code", "brand", "entity"})
"""What the applicant types, as fields of the role ``form``."""

_NAMED_ROLES: Mapping[str, tuple[str, ...]] = {
    "licence": ("business_license",),
    "representative_id": ("id_card",),
    "certificate": ("trademark_certificate",),
    "letters": ("authorization_letter",),
    "vouchers": ("sales_voucher",),
    "bank": ("bank_permit", "basic_account_info"),
    "photos": ("product_photo",),
    "statements": ("bank_statement",),
    "sku_lists": ("sku_list",),
    "declarations": ("compliance_declaration",),
    "agreements": ("joint_operation_agreement",),
    "reports": ("safety_report",),
    "epr_certificates": ("epr_certificate",),
    "form": ("form",),
}


def _others() -> list[str]:
    """The kinds that no such role takes, a new one or another package's among them: each is a role of its own name."""
    taken = {kind for of_role in _NAMED_ROLES.values() for kind in of_role}
    return [kind for kind in kinds() if kind not in taken]


ROLES: Mapping[str, tuple[str, ...]] = _Lazy(lambda: {**{kind: (kind,) for kind in _others()}, **_NAMED_ROLES})
"""The parts that documents play in an application, and the kinds that can play them.

``licence`` is the applicant's own, ``representative_id`` the card of its representative, ``certificate``
that of the mark applied with, ``letters`` those of the chain; ``form`` is what the applicant typed. A kind that none of
them takes is a role of its own name.
"""

ROLE_TITLES: Mapping[str, LocalizedText] = _Lazy(
    lambda: {
        **{kind: kinds()[kind].title for kind in _others()},
        "licence": _words("申请主体的营业执照", "the applicant's business licence"),
        "representative_id": _words("法定代表人（经营者）身份证", "the representative's ID card"),
        "certificate": _words("商标注册证", "the trademark certificate"),
        "letters": _words("授权书", "the authorization letter"),
        "vouchers": _words("销售凭证", "the sales voucher"),
        "bank": _words("开户许可证或基本存款账户信息", "the account permit or basic account information"),
        "photos": _words("商品实物图", "product photos"),
        "statements": _words("银行流水", "the bank statement"),
        "sku_lists": _words("SKU清单", "the SKU list"),
        "declarations": _words("合规声明", "the compliance declaration"),
        "agreements": _words("联合运营协议", "the joint operation agreement"),
        "reports": _words("产品安全报告", "the product safety report"),
        "epr_certificates": _words("EPR注册证明", "the EPR certificate"),
        "form": _words("申请表", "the application form"),
    }
)
"""What people call a role."""


def fields_of(role: str) -> frozenset[str]:
    """The fields that documents in this role can have."""
    return frozenset(name for kind in ROLES[role] for name in fields_of_kind(kind))


def fields_of_kind(kind: str) -> frozenset[str]:
    """The fields that documents of this kind, or the form, can have."""
    return _FORM if kind == "form" else fields.fields_of_kind(kind)


def nearest(word: str, allowed: Iterable[str], otherwise: LocalizedText | None = None) -> LocalizedText:
    """``; did you mean X?`` or ``otherwise`` (the list of what is allowed), to be put at the end of a sentence."""
    names = sorted(allowed)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return localized("ruleset.did_you_mean", name=close[0])
    return otherwise or localized("ruleset.allowed", names=", ".join(names))
