"""The ledger on both databases: one run a version, one report a run, and nobody finishes what is no longer theirs."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from docvet.service.cipher import Cipher, new_key
from docvet.service.ledger import (
    Ledger,
    LedgerError,
    applications,
    attempts,
    audit,
    decisions,
    forgetting,
    forms,
    health,
    migrate,
    notices,
    open_ledger,
    outcomes,
    reports,
    runs,
    versions,
    work,
)
from docvet.service.ledger.database import sqlite_url
from docvet.service.ledger.tables import metadata, settings

FILES = {"执照.pdf": [1000, 1, "a" * 64], "信/授权书.pdf": [2000, 2, "b" * 64]}
REPORT = {
    "folder": "reports/x", "verdict": "reject", "counts": {"reject": 1}, "findings": [], "attempt_id": 1,
}  # fmt: skip


class NoJobs:
    """An engine that only notes what it was asked."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, int]] = []
        self.sizes: list[float] = []

    def enqueue(self, _connection: Connection, job: str, attempt: int, **_how: float) -> None:
        self.queued.append((job, attempt))
        self.sizes.append(_how["size"])

    def withdraw(self, jobs: Sequence[str]) -> None:
        pass


@pytest.fixture
def jobs() -> NoJobs:
    return NoJobs()


def settled(ledger: Ledger, jobs: NoJobs, digest: str = "d1", client: str = "甲", name: str = "女装") -> str:
    with ledger.write() as connection:
        application = applications.meet(connection, client, name, f"{client}/{name}")
        versions.settle(connection, jobs, application, digest, FILES, "stat-" + digest)
    return application


def test_the_migrations_make_the_tables_that_the_code_uses(ledger: Ledger) -> None:
    with ledger.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert ScriptDirectory(str(migrate._SCRIPTS)).get_current_head() == migrate.revisions()[-1]


def test_a_version_gets_one_run_and_one_job_however_often_it_is_seen(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    settled(ledger, jobs)
    with ledger.read() as connection:
        assert len(runs.of_application(connection, application)) == 1
        assert applications.one(connection, application)["state"] == "queued"
    assert len(jobs.queued) == 1


def test_nothing_stays_of_a_version_whose_transaction_is_rolled_back(ledger: Ledger, jobs: NoJobs) -> None:
    with contextlib.suppress(RuntimeError), ledger.write() as connection:
        application = applications.meet(connection, "甲", "女装", "甲/女装")
        versions.settle(connection, jobs, application, "d1", FILES, "s")
        raise RuntimeError
    with ledger.read() as connection:
        assert applications.count(connection) == 0


def test_changed_content_replaces_a_run_that_waits_and_an_old_version_counts_again(
    ledger: Ledger, jobs: NoJobs
) -> None:
    application = settled(ledger, jobs, "d1")
    settled(ledger, jobs, "d2")
    settled(ledger, jobs, "d1")
    with ledger.read() as connection:
        states = [(run["version_id"], run["state"]) for run in runs.of_application(connection, application)]
    assert [state for _, state in states] == ["queued", "discarded", "discarded"]
    assert states[0][0] == states[2][0] != states[1][0]


def test_only_one_of_many_claims_an_attempt(ledger: Ledger, jobs: NoJobs) -> None:
    settled(ledger, jobs)
    attempt = jobs.queued[0][1]
    claims: list[object] = []

    def claim(worker: str) -> None:
        with ledger.write() as connection:
            claims.append(work.claim(connection, attempt, worker))

    threads = [threading.Thread(target=claim, args=(f"w{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claims) == 8
    assert sum(claim is not None for claim in claims) == 1


def test_a_worker_back_from_the_dead_changes_nothing(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    with ledger.write() as connection:
        first = work.claim(connection, jobs.queued[0][1], "one")
        assert first is not None
        assert work.give_back(connection, jobs, first.attempt, fault="worker_died", counted=True)
    with ledger.write() as connection:
        assert not attempts.renew(connection, first)
        assert not attempts.holds(connection, first)
        assert not work.give_back(connection, jobs, first.attempt, fault="stopped", fence=first.fence)
        second = work.claim(connection, jobs.queued[1][1], "two")
        assert second is not None
        assert attempts.holds(connection, second)
        reports.add(connection, second.run, **REPORT)
        work.finish(connection, second)
    with ledger.read() as connection:
        assert applications.one(connection, application)["state"] == "done"
        assert applications.one(connection, application)["verdict"] == "reject"
    with pytest.raises(sa.exc.IntegrityError), ledger.write() as connection:
        reports.add(connection, second.run, **REPORT)


def test_three_deaths_fail_a_run_and_stops_do_not(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    for fault, counted in [("stopped", False)] * 5 + [("worker_died", True)] * 3:
        with ledger.write() as connection:
            assert applications.one(connection, application)["state"] == "queued"
            claim = work.claim(connection, jobs.queued[-1][1], "w")
            assert claim is not None
            work.give_back(connection, jobs, claim.attempt, fault=fault, counted=counted)
    with ledger.read() as connection:
        run = runs.of_application(connection, application)[0]
        assert (run["state"], run["reason"]) == ("failed", "worker_died")
        assert applications.one(connection, application)["state"] == "failed"


def test_a_run_that_was_cut_short_goes_behind_the_others(ledger: Ledger, jobs: NoJobs) -> None:
    settled(ledger, jobs)
    sizes = []
    for _ in range(3):
        with ledger.write() as connection:
            claim = work.claim(connection, jobs.queued[-1][1], "w")
            assert claim is not None
            work.give_back(connection, jobs, claim.attempt, fault=work.KILLED)
        sizes.append(jobs.sizes[-1])
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_a_folder_that_kills_the_whole_service_comes_to_an_end(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    for _ in range(work.MOST_STOPS):
        with ledger.write() as connection:
            claim = work.claim(connection, jobs.queued[-1][1], "w")
            assert claim is not None
            work.give_back(connection, jobs, claim.attempt, fault=work.KILLED)
    with ledger.read() as connection:
        assert applications.one(connection, application)["state"] == "failed"


def test_a_later_run_counts_although_an_earlier_one_ends_after_it(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    with ledger.write() as connection:
        first = work.claim(connection, jobs.queued[0][1], "one")
        runs.again(connection, jobs, application, cause="decision", person="李")
        second = work.claim(connection, jobs.queued[1][1], "two")
        assert first is not None
        assert second is not None
        for claim, verdict in ((second, "clear"), (first, "reject")):
            reports.add(connection, claim.run, **{**REPORT, "verdict": verdict})
            work.finish(connection, claim)
    with ledger.read() as connection:
        assert applications.one(connection, application)["verdict"] == "clear"


def test_confirmed_values_are_encrypted_and_four_eyes_need_two_persons(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    cipher = Cipher(new_key())
    paper = {
        "sha256": "a" * 64,
        "pages": [1, 1],
        "kind": "id_card",
        "file": "身份证.pdf",
        "by": "李",
        "at": "2024-06-01",
    }
    with ledger.write() as connection:
        decisions.add(
            connection, cipher, application, "confirm", {**paper, "field": "id_number", "value": "110101199003070000"},
            person="李",
        )  # fmt: skip
        accepted = decisions.add(
            connection, cipher, application, "accept", {**paper, "rule": "DV-CHN-002", "reason": "看过原件"}, person="李",
            needs_second=True,
        )  # fmt: skip
        assert not decisions.in_force(connection, cipher, application).accepted
        assert not decisions.agree(connection, accepted, "李")
        assert decisions.agree(connection, accepted, "王")
        force = decisions.in_force(connection, cipher, application)
        assert force.accepted[0].rule == "DV-CHN-002"
        assert force.confirmed[0].value == "110101199003070000"
        stored = str([dict(row) for row in decisions.of_application(connection, application)])
        assert "110101199003070000" not in stored


def test_forgetting_leaves_nothing_of_the_application(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    other = settled(ledger, jobs, client="乙")
    with ledger.write() as connection:
        forms.enter(connection, application, {"category": ["女装"]}, person="李")
        notices.add(connection, "verdict", application, {"verdict": "reject"})
        outcomes.add(connection, application, result="passed", answered_on="2024-06-01", person="李")
        audit.add(connection, "李", "form", application, keys=["category"])
        hashes = forgetting.hashes(connection, application)
        assert forgetting.forget(connection, application) == [jobs.queued[0][0]]
        assert applications.find(connection, application) is None
        assert applications.find(connection, other) is not None
        assert forgetting.hashes_in_use(connection, hashes) == hashes
        assert audit.listing(connection) == []


def test_the_outbox_goes_to_each_channel_once(ledger: Ledger, jobs: NoJobs) -> None:
    application = settled(ledger, jobs)
    with ledger.write() as connection:
        notice = notices.add(connection, "verdict", application, {"verdict": "clear"})
        assert [row["id"] for row in notices.unsent(connection, "mail")] == [notice]
        notices.record(connection, notice, "mail", "waiting", fault="no answer", wait=60)
        assert notices.unsent(connection, "mail") == []
        assert [row["id"] for row in notices.unsent(connection, "wecom")] == [notice]
        notices.record(connection, notice, "mail", "sent")
        notices.drop_old(connection, before=2**40)
        assert notices.unsent(connection, "wecom") == []


def test_problems_of_the_inbox_come_and_go(ledger: Ledger) -> None:
    with ledger.write() as connection:
        health.set_inbox_problems(connection, {"散件.pdf": ("wrong_level", "")})
        health.set_inbox_problems(connection, {"甲": ("unreadable", "permission denied")})
        assert [row["path"] for row in health.inbox_problem_list(connection)] == ["甲"]
        assert health.tell(connection, "watcher", "ok", walks=1)
        assert not health.tell(connection, "watcher", "ok", walks=2)
        health.remember(connection, "x", [1])
        assert health.setting(connection, "x") == [1]


@pytest.mark.parametrize(
    "url", ["", "mysql://x/y", "ledger.db", "postgresql://docvet:hidden@127.0.0.1:1/none", "sqlite://"]
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_its_password(url: str) -> None:
    with pytest.raises(LedgerError) as told:
        open_ledger(url)
    assert "hidden" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_damaged_ledger_says_how_to_restore_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(sqlite_url(path)).close()
    for side in ("-wal", "-shm"):
        Path(f"{path}{side}").unlink(missing_ok=True)
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = b"\x99" * (len(content) // 2 - 4096)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"backup|备份"):
        open_ledger(sqlite_url(path))


def test_a_ledger_of_a_later_docvet_is_left_alone(ledger: Ledger, url: str) -> None:
    with ledger.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(settings.insert().values(key="x", value=1))
    with pytest.raises(LedgerError, match=r"later docvet|更新版"):
        open_ledger(url)


def test_a_missing_ledger_is_not_made_by_those_who_only_ask(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        open_ledger(sqlite_url(tmp_path / "none.db"), migrate=False)
    assert not (tmp_path / "none.db").exists()
