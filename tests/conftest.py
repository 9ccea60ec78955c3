"""Rules for the whole run: in continuous integration a missing part is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

# A busy machine is no fault of a property; to explain a failure takes minutes in a process that has run thousands of tests.
_PHASES = tuple(phase for phase in Phase if phase is not Phase.explain)
settings.register_profile("docvet", deadline=None, phases=_PHASES)
settings.load_profile("docvet")

_NOBODY = 65534


_CACHE = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """One page cache for the run: what one test read, the others and their processes need not read again.

    Ctrl-C can be tested although the run itself was started in the background, where shells ignore it.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        config.stash[_CACHE] = Path(tempfile.mkdtemp(prefix="docvet-test-cache-"))
        os.environ["DOCVET_CACHE_DIR"] = str(config.stash[_CACHE])


def pytest_unconfigure(config: pytest.Config) -> None:
    """The cache of the run goes with it."""
    if _CACHE in config.stash:
        shutil.rmtree(config.stash[_CACHE], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a skipped test fails."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason: Any = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {reason[2] if isinstance(reason, tuple) else reason}"
    return report


@pytest.fixture
def unprivileged() -> Generator[Path, None, None]:
    """A folder of a user who may not read everything, and the test run as that user, also where root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="docvet-unprivileged-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for inner in [folder, *folder.rglob("*")]:
            inner.chmod(0o700)
        shutil.rmtree(folder)
