"""Everything a worker needs, imported: what the fork server loads once for all of them."""

from __future__ import annotations

import importlib

for name in (
    "docvet.scanning",
    "docvet.application",
    "docvet.reading.pool",
    "docvet.reading.processes",
    "docvet.report.mask",
    "docvet.report.pictures",
    "docvet.report.renderers.html",
    "docvet.report.renderers.json",
    "docvet.service.cached_pages",
    "docvet.service.engine",
    "docvet.service.errand",
    "docvet.service.worker",
):
    importlib.import_module(name)
