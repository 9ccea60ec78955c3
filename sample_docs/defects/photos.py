"""Product photos: too few, the same, or not showing what they must."""

from __future__ import annotations

from sample_docs.defects.registry import defect
from sample_docs.plan import Plan


@defect
def photos_only_two(plan: Plan) -> Plan:
    """Two photos where three are asked for."""
    return plan.without("photo_3")


@defect
def photos_duplicates(plan: Plan) -> Plan:
    """Three files, but twice the same photo."""
    return plan.file("photo_2", papers=plan.leaves["photo_1"].papers)


@defect
def photos_without_brand(plan: Plan) -> Plan:
    """No photo shows the brand."""
    return _on_all(plan, brand="", sku="XX-2024-001")


@defect
def photos_of_other_brand(plan: Plan) -> Plan:
    """The photos show another brand."""
    return _on_all(plan, brand="ZENDRIS")


@defect
def photos_without_sku(plan: Plan) -> Plan:
    """No photo shows an SKU label."""
    return _on_all(plan, sku="")


@defect
def photos_sku_blurred(plan: Plan) -> Plan:
    """The SKU labels are out of focus."""
    return _on_all(plan, sku_blur=9.0)


@defect
def photos_watermark(plan: Plan) -> Plan:
    """The shop's name lies over and over the photos."""
    return _on_all(plan, watermark=f"{plan.story.brand}旗舰店")


@defect
def photos_watermark_phone(plan: Plan) -> Plan:
    """A phone number lies over and over one photo."""
    return plan.edit("photo_1", watermark="微信同号 13900000000")


@defect
def photos_small(plan: Plan) -> Plan:
    """The photos are only 480 pixels wide."""
    return _on_all(plan, side=480)


def _on_all(plan: Plan, **changes: object) -> Plan:
    for slot in plan.slots("photo_"):
        plan = plan.edit(slot, **changes)
    return plan
