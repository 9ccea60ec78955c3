"""Upload-ready copies of an application: one PDF a slot, and a manifest that says what became of each file."""

from docvet.pack.run import pack

__all__ = ["pack"]
