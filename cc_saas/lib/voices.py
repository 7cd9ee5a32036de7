"""Which languages the carrier can speak. Pure. Twilio's <Say> has English and Russian voices and no Georgian one."""

from cc_saas.lib.languages import primary

LOCALES = {"en": "en-GB", "ru": "ru-RU", "ka": "ka-GE"}  # BCP 47 with a region, as voices are named

VOICELESS = frozenset({"ka"})


def spoken_by_carrier(language: str) -> bool:
    """Return whether the carrier has a voice for `language` (BCP 47); if not, what it says must be a sound file."""
    return primary(language) not in VOICELESS
