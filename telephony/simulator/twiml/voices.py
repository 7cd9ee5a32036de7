"""Which languages the carrier can speak (docs/voice/twiml/say/text-speech). Georgian is not among them."""

LANGUAGES = frozenset(
    [
        "af-ZA",
        "ar-AE",
        "ar-XA",
        "arb",
        "bg-BG",
        "bn-IN",
        "ca-ES",
        "cmn-CN",
        "cmn-TW",
        "cs-CZ",
        "cy-GB",
        "da-DK",
        "de-AT",
        "de-CH",
        "de-DE",
        "el-GR",
        "en-AU",
        "en-GB",
        "en-GB-WLS",
        "en-IE",
        "en-IN",
        "en-NZ",
        "en-SG",
        "en-US",
        "en-ZA",
        "es-ES",
        "es-MX",
        "es-US",
        "eu-ES",
        "fi-FI",
        "fil-PH",
        "fr-BE",
        "fr-CA",
        "fr-FR",
        "gl-ES",
        "gu-IN",
        "he-IL",
        "hi-IN",
        "hu-HU",
        "id-ID",
        "is-IS",
        "it-IT",
        "ja-JP",
        "kn-IN",
        "ko-KR",
        "lt-LT",
        "lv-LV",
        "ml-IN",
        "mr-IN",
        "ms-MY",
        "nb-NO",
        "nl-BE",
        "nl-NL",
        "pa-IN",
        "pl-PL",
        "pt-BR",
        "pt-PT",
        "ro-RO",
        "ru-RU",
        "sk-SK",
        "sr-RS",
        "sv-SE",
        "ta-IN",
        "te-IN",
        "th-TH",
        "tr-TR",
        "uk-UA",
        "vi-VN",
        "yue-CN",
        "yue-HK",
        "zh-CN",
        "zh-HK",
        "zh-TW",
    ]
)
SHORT_LANGUAGES = frozenset({"en", "en-gb", "es", "fr", "de", "it", "ru"})
BASIC_VOICES = frozenset({"man", "woman", "alice"})
POLLY_LANGUAGES = {
    "Tatyana": "ru-RU",
    "Maxim": "ru-RU",
    "Joanna": "en-US",
    "Matthew": "en-US",
    "Amy": "en-GB",
}
INVALID_VOICE = 13511
INVALID_LANGUAGE = 13512


def complaint(*, voice: str, language: str) -> tuple[int, str] | None:
    """What is wrong with a pair of voice and language as (error code, text), None when it can be spoken."""
    if language and language not in LANGUAGES and language.lower() not in SHORT_LANGUAGES:
        return INVALID_LANGUAGE, f"Say: invalid language '{language}'"
    if not voice or voice in BASIC_VOICES:
        return None
    spoken = _language_of(voice)
    if spoken is None:
        return INVALID_VOICE, f"Say: invalid voice '{voice}'"
    if language and spoken and spoken != language:
        return INVALID_VOICE, f"Say: voice '{voice}' does not speak '{language}'"
    return None


def _language_of(voice: str) -> str | None:
    """The language of a provider's voice; "" when it is not known here; None when there is no such voice."""
    provider, _, name = voice.partition(".")
    if provider == "Google":
        language = "-".join(name.split("-")[:2])
        return language if language in LANGUAGES else None
    if provider == "Polly":
        return POLLY_LANGUAGES.get(name.partition("-")[0], "")
    return None
