"""What can be wrong with a folder, one small function each: it takes the clean plan and gives the broken one.

To add a defect, write such a function in the module it belongs to and put ``@defect("DV-…")`` with the rule that
should name it over it; its name is the function's name, and its docstring says what is wrong.
"""

from __future__ import annotations

import importlib
import pkgutil

from sample_docs.defects.registry import DEFECTS, Defect, content, defect, staged

__all__ = ["DEFECTS", "Defect", "content", "defect", "staged"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
