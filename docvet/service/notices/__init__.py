"""Notices to people: from the ledger's outbox to the channels they chose, gathered, each channel on its own."""
