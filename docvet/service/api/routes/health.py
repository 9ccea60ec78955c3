"""How the service is, for those who watch over it: ``/healthz`` without a sign-in, ``/metrics`` with one."""

from __future__ import annotations

import time
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from docvet.service.api.access import TheSite, Viewer
from docvet.service.condition import Condition, condition
from docvet.service.ledger.database import Away
from docvet.version import VERSION

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz(site: TheSite) -> Response:
    """200 while every part is well, else 503 and which is not; why, ``docvet status`` says."""
    try:
        with site.ledger.read() as connection:
            now = condition(connection)
    except Away:
        return JSONResponse({"status": "failing", "failing": ["ledger"]}, 503)
    body: dict[str, Any] = {
        "status": "ok" if now.is_well else "failing", "version": VERSION, "failing": sorted(now.failing),
        "parts": {name: {"state": part["state"], "seconds": part["seconds"]} for name, part in now.parts.items()},
        "oldest_waiting_seconds": now.oldest_waiting, "last_walk_seconds": now.last_walk,
        "waiting": now.waiting, "workers": now.workers,
    }  # fmt: skip
    return JSONResponse(body, 200 if now.is_well else 503)


@router.get("/metrics")
def metrics(site: TheSite, _person: Viewer) -> Response:
    """The same for Prometheus."""
    with site.ledger.read() as connection:
        now = condition(connection)
    registry = CollectorRegistry()
    registry.register(_Collector(now))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Collector:
    def __init__(self, now: Condition) -> None:
        self._now = now

    def collect(self) -> list[GaugeMetricFamily]:
        """One reading."""
        now = self._now
        states = GaugeMetricFamily("docvet_applications", "Applications by state.", labels=["state"])
        for state, count in now.states.items():
            states.add_metric([state], count)
        parts = GaugeMetricFamily("docvet_part_up", "1 while a part of the service is well.", labels=["part"])
        for part in now.parts:
            parts.add_metric([part], float(part not in now.failing))
        plain = {
            "docvet_runs_waiting": ("Runs that wait.", now.waiting),
            "docvet_oldest_waiting_seconds": ("Age of the run that waits longest.", now.oldest_waiting or 0.0),
            "docvet_last_walk_seconds": ("Age of the last whole walk of the inbox.", now.last_walk),
            "docvet_workers": ("Worker processes at work.", now.workers),
            "docvet_inbox_problems": ("Places in the inbox that belong to no application.", now.inbox_problems),
            "docvet_time_seconds": ("The clock of the service.", time.time()),
        }
        gauges = [
            GaugeMetricFamily(name, text, value=value) for name, (text, value) in plain.items() if value is not None
        ]
        return [states, parts, *gauges]
