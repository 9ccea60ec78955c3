"""Product photos: too few, the same, or not showing what they must."""

from __future__ import annotations

from sample_docs.defects.registry import defect
from sample_docs.plan import Plan
from sample_docs.screens import screenshot


@defect("DV-PHO-001")
def photos_only_two(plan: Plan) -> Plan:
    """Two photos where three are asked for."""
    return plan.without("photo_3")


@defect("DV-PHO-001")
def photos_duplicates(plan: Plan) -> Plan:
    """Three files, but twice the same photo."""
    return plan.file("photo_2", documents=plan.leaves["photo_1"].documents)


@defect("DV-PHO-002")
def photos_without_brand(plan: Plan) -> Plan:
    """No photo shows the brand."""
    return _on_all(plan, brand="", sku="XX-2024-001")


@defect("DV-PHO-002")
def photos_of_other_brand(plan: Plan) -> Plan:
    """The photos show another brand."""
    return _on_all(plan, brand="ZENDRIS")


@defect("DV-PHO-003")
def photos_without_sku(plan: Plan) -> Plan:
    """No photo shows an SKU label."""
    return _on_all(plan, sku="")


@defect("DV-PHO-003")
def photos_sku_blurred(plan: Plan) -> Plan:
    """The SKU labels are out of focus."""
    return _on_all(plan, sku_blur=9.0)


@defect("DV-PHO-004")
def photos_watermark(plan: Plan) -> Plan:
    """The shop's name lies over and over the photos."""
    return _on_all(plan, watermark=f"{plan.story.brand}旗舰店")


@defect("DV-PHO-004")
def photos_watermark_phone(plan: Plan) -> Plan:
    """A phone number lies over and over one photo."""
    return plan.edit("photo_1", watermark="微信同号 13900000000")


@defect()
def photos_small(plan: Plan) -> Plan:
    """The photos are only 480 pixels wide."""
    return _on_all(plan, side=480)


@defect("DV-PHO-005")
def photo_is_screenshot(plan: Plan) -> Plan:
    """One photo is a screenshot of a phone."""
    return plan.file("photo_1", effects=(screenshot,))


@defect("DV-PHO-005")
def photos_rendered(plan: Plan) -> Plan:
    """The photos were drawn by a computer."""
    return _on_all(plan, rendered=True)


def _on_all(plan: Plan, **changes: object) -> Plan:
    for slot in plan.slots("photo_"):
        plan = plan.edit(slot, **changes)
    return plan
