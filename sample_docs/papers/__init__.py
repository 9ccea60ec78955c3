"""One module a kind of paper: a dataclass of what it says, and how it is drawn."""
