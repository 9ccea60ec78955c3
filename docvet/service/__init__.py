"""The watched-folder service: folders are dropped in, verdicts come out, nothing is lost.

    inbox ─ walk ─▶ ledger: version, run and job in one transaction ─ engine ─▶ attempt ─▶ report ─▶ outbox ─▶ notices

The ledger is the truth, the engine carries work. Nothing here is imported by the rest of docvet.
"""
