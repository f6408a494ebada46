"""Which version of gloss this is."""

__version__ = "0.1.0"
