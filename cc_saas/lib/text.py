"""Words as readers of each script write them. Pure."""

GEORGIAN = range(
    0x10D0, 0x1100
)  # Mkhedruli: its capitals exist for whole words only, never for a first letter


def capitalised(text: str) -> str:
    """Return the text with a large first letter, where its script begins sentences with one."""
    if not text or ord(text[0]) in GEORGIAN:
        return text
    return text[0].upper() + text[1:]
