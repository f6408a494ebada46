"""Look up what a term means, from a terminal or a script."""

__version__ = "0.1.0"
