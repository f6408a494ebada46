"""What ends a run: a sentence for the person, a hint that mends it, and an exit code."""


class GlossError(Exception):
    """gloss cannot go on.

    ``words`` says what went wrong and where, in lower case and without a full stop; ``hint``, where there is one, names the
    command that mends it, or says more, line by line.
    """

    exit_code = 3

    def __init__(self, words: str, hint: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.hint = hint


class UsageError(GlossError):
    """The command line asks for something that cannot be meant."""

    exit_code = 2


class UnreadableGlossary(GlossError):
    """A glossary is missing, cannot be read, or holds no entry that can be answered from."""


class DamagedGlossary(UnreadableGlossary):
    """A compiled glossary turned out to be damaged while it was asked; ``path`` is its file."""

    def __init__(self, path: str, words: str) -> None:
        super().__init__(f"the compiled glossary {path} is damaged: {words}", "delete it; it is made again")
        self.path = path
