"""One module a kind of document: a dataclass of what it says, and how it is drawn."""
