"""What takes a worker to its first claim, imported: what the fork server loads once for all of them."""

from __future__ import annotations

import gc
import importlib

gc.disable()  # nothing here is garbage: looking for some among what is being loaded takes a tenth of the time
for name in ("dbos", "docvet.service.engine", "docvet.service.errand", "docvet.service.worker"):
    importlib.import_module(name)
gc.freeze()  # and workers would otherwise get copies of all that they share, by looking through it
gc.enable()
