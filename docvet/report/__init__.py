"""The report: its model, how it is built, what is masked in it, and one renderer a format."""
