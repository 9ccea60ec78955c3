"""The same address on the licence and on the certificate."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, missing, not_applicable
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.text import simplified, squeezed

_PLACE = re.compile(r"^(?:中国|中华人民共和国)|[\W_]|省|自治区|壮族|回族|维吾尔")
_FAR = 8
"""Characters in front that name province, city and district."""


class AddressesAgree(Args):
    """How alike two addresses are taken for one (a floor left out, 号 for 号院), and below what they are two places."""

    same: float
    other_place: float


def run(case: Case, args: AddressesAgree) -> Result:
    """A question where the owner's address is in another place than the licence's, a remark where it is written otherwise.

    Certificates are older than licences and need not follow a move: never more than a question.
    """
    licence, chosen = case.licence, case.cast("certificate").chosen
    if licence is None or not chosen:
        yield case.absent("licence" if licence is None else "certificate")
        return
    if case.path != "own":
        yield not_applicable("商标不是申请主体自有", "the mark is not the applicant's own")
        return
    for certificate in chosen:
        one, other = licence.value("address"), certificate.value("registrant_address")
        if not one or not other:  # hardly ever a reason to reject: not worth asking for a better picture
            yield missing("没有读到可比对的地址", "there are no two addresses to compare")
            continue
        a, b = _plain(str(one)), _plain(str(other))
        likeness = max(fuzz.ratio(a, b), fuzz.partial_ratio(a, b)) / 100
        if likeness >= args.same:
            continue
        moved = fuzz.ratio(a[:_FAR], b[:_FAR]) / 100 < args.other_place
        yield Problem(
            documents=(licence.id, certificate.id),
            evidence=(*evidence(licence, "address"), *evidence(certificate, "registrant_address")),
            values={"a": str(one), "b": str(other), "file": certificate.path}, expected=str(one), found=str(other),
            rests_on=((licence.id, "address"), (certificate.id, "registrant_address")),
            variant="moved" if moved else None, at_most=Severity.REVIEW if moved else Severity.INFO,
        )  # fmt: skip


def _plain(address: str) -> str:
    return _PLACE.sub("", simplified(squeezed(address)))


CHECK = Check(
    "addresses_agree", AddressesAgree, run, fills=frozenset({"a", "b", "file"}), variants={"moved": frozenset()}
)
