"""What the service knows: one module of functions a subject, each of which takes a connection.

    with ledger.write() as connection:
        runs.add(connection, ...)

Times are seconds since 1970 (UTC) as floats, in columns that end in ``_at``. Names of JSON keys are those of the report.
"""

from docvet.service.ledger import people_tables as people_tables  # the tables of people belong to the same metadata
from docvet.service.ledger.database import Away, Ledger, open_ledger
from docvet.service.ledger.errors import LedgerError

__all__ = ["Away", "Ledger", "LedgerError", "open_ledger"]
