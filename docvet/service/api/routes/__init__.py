"""The paths, one module a subject; each has ``router``."""
