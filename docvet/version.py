"""The one place that states docvet's version; the build reads it too."""

VERSION = "0.1.0"
