"""The HTML report: what it shows (``content``), and the template and style that show it."""
