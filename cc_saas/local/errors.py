"""The one kind of failure that a person at the keyboard reads."""


class LocalProblem(Exception):
    """Something on this machine stands in the way; the message is one sentence that names the way out."""
