"""The one kind of failure that a person at the keyboard reads."""


class LocalProblem(Exception):  # noqa: N818  (it is read aloud: "a problem on this machine")
    """Something on this machine stands in the way; the message is one sentence that names the way out."""
