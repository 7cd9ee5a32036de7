"""What callers hear from the house itself, in their language. Pure: no Django, no gettext.

The language is the caller's, not the reader's of a page; the words are spoken by the carrier's voice. Where the carrier has none
(Georgian), `audio` names the WAV file beside the pages' static files, made from the same words (static/prompts/README.md).
"""

from collections.abc import Callable
from enum import StrEnum

from cc_saas.lib.languages import primary
from cc_saas.lib.voices import LOCALES as LOCALES
from cc_saas.lib.voices import VOICELESS
from telephony.callflow import switch_words

DEFAULT_LANGUAGE = "en"
LONGEST_COUNTED = 10  # minutes; beyond it callers hear "more than ten"


class Prompt(StrEnum):
    """The name of a sentence that a caller may hear."""

    ONE_MOMENT = "one_moment"
    PATIENCE = "patience"
    EXPECTED_WAIT = "expected_wait"
    VOICEMAIL_INVITATION = "voicemail_invitation"
    VOICEMAIL_THANKS = "voicemail_thanks"
    UNKNOWN_NUMBER = "unknown_number"
    FALLBACK = "fallback"
    GOODBYE = "goodbye"
    CALLBACK_OFFER = "callback_offer"
    CALLBACK_NUMBER = "callback_number"
    CALLBACK_CONFIRM = "callback_confirm"
    CALLBACK_KEY = "callback_key"
    CALLBACK_UNFIT = "callback_unfit"
    CALLBACK_THANKS = "callback_thanks"
    SWITCH_OFFER = "switch_offer"
    SWITCH_CODE = "switch_code"
    SWITCH_WRONG = "switch_wrong"
    SWITCH_SHUT = "switch_shut"
    SWITCH_PLAN = "switch_plan"
    SWITCH_GREETING = "switch_greeting"
    SWITCH_CONFIRM = "switch_confirm"
    SWITCH_ON = "switch_on"
    SWITCH_ALREADY = "switch_already"
    SWITCH_NOTHING = "switch_nothing"
    SWITCH_WITHIN_1 = "switch_within_1"
    SWITCH_WITHIN_2 = "switch_within_2"
    SWITCH_WITHIN_3 = "switch_within_3"
    SWITCH_WITHIN_4 = "switch_within_4"
    SWITCH_WITHIN_6 = "switch_within_6"
    SWITCH_WITHIN_8 = "switch_within_8"
    SWITCH_WITHIN_12 = "switch_within_12"
    SWITCH_WITHIN_24 = "switch_within_24"
    DIGIT_0 = "digit_0"
    DIGIT_1 = "digit_1"
    DIGIT_2 = "digit_2"
    DIGIT_3 = "digit_3"
    DIGIT_4 = "digit_4"
    DIGIT_5 = "digit_5"
    DIGIT_6 = "digit_6"
    DIGIT_7 = "digit_7"
    DIGIT_8 = "digit_8"
    DIGIT_9 = "digit_9"


DIGITS = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "ru": ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
    "ka": ("ნული", "ერთი", "ორი", "სამი", "ოთხი", "ხუთი", "ექვსი", "შვიდი", "რვა", "ცხრა"),
}


def digit(figure: str) -> Prompt:
    """Return the prompt of one figure, "0" to "9"."""
    return Prompt(f"digit_{figure}")


def english_minutes(minutes: int) -> str:
    """Return "Your call will be answered in about 3 minutes."."""
    if minutes > LONGEST_COUNTED:
        return "The wait is now more than ten minutes."
    return "Your call will be answered in about " + ("one minute." if minutes == 1 else f"{minutes} minutes.")


RUSSIAN_NUMBERS = ("", "одну", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")


def russian_plural(number: int, *, one: str, few: str, many: str) -> str:
    """Return the form of a noun after `number`: 1 минута, 2 минуты, 5 минут, 11 минут, 21 минута."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return few
    return many


def russian_minutes(minutes: int) -> str:
    """Return «Вам ответят примерно через три минуты.», the number in words: voices get its case wrong in figures."""
    if minutes > LONGEST_COUNTED:
        return "Ждать ответа придётся больше десяти минут."
    noun = russian_plural(minutes, one="минуту", few="минуты", many="минут")
    return f"Вам ответят примерно через {RUSSIAN_NUMBERS[minutes]} {noun}."


GEORGIAN_NUMBERS = ("", "ერთ", "ორ", "სამ", "ოთხ", "ხუთ", "ექვს", "შვიდ", "რვა", "ცხრა", "ათ")


def georgian_minutes(minutes: int) -> str:
    """Return „გიპასუხებთ დაახლოებით სამ წუთში.“: the number loses its ending before a noun in this case."""
    if minutes > LONGEST_COUNTED:
        return "ლოდინი ათ წუთზე მეტხანს გასტანს."
    return f"გიპასუხებთ დაახლოებით {GEORGIAN_NUMBERS[minutes]} წუთში."


MINUTES: dict[str, Callable[[int], str]] = {
    "en": english_minutes,
    "ru": russian_minutes,
    "ka": georgian_minutes,
}

SENTENCES: dict[str, dict[Prompt, str]] = {
    "en": {
        Prompt.ONE_MOMENT: "One moment. Stay on the line.",
        Prompt.PATIENCE: "Thank you for waiting. All our operators are busy. Your call will be answered in turn.",
        Prompt.VOICEMAIL_INVITATION: "We are sorry, nobody can answer now. Leave a message after the tone.",
        Prompt.VOICEMAIL_THANKS: "Thank you. Your message has been recorded. Goodbye.",
        Prompt.UNKNOWN_NUMBER: "We are sorry, this number is not in service. Check the number and call again. Goodbye.",
        Prompt.FALLBACK: "We are sorry, a fault keeps us from answering. Leave a message with your number after the tone.",
        Prompt.GOODBYE: "Thank you for calling. Goodbye.",
        Prompt.CALLBACK_OFFER: "If you would like us to call you back, press 1. You keep your place in line.",
        Prompt.CALLBACK_NUMBER: "We will call this number.",
        Prompt.CALLBACK_CONFIRM: "If it is right, press 1. For another number, press 2.",
        Prompt.CALLBACK_KEY: "Key in the number with its area code, then press the hash key.",
        Prompt.CALLBACK_UNFIT: "We cannot call this number.",
        Prompt.CALLBACK_THANKS: "Thank you. We will call you today, when your turn comes. Goodbye.",
        **{digit(str(figure)): f"{word}." for figure, word in enumerate(DIGITS["en"])},
        **{Prompt(key): words for key, words in switch_words.SENTENCES["en"].items()},
    },
    "ru": {
        Prompt.ONE_MOMENT: "Одну минуту, оставайтесь на линии.",
        Prompt.PATIENCE: "Спасибо за ожидание. Все операторы сейчас заняты. Вам ответят в порядке очереди.",
        Prompt.VOICEMAIL_INVITATION: "К сожалению, сейчас никто не может ответить. Оставьте сообщение после сигнала.",
        Prompt.VOICEMAIL_THANKS: "Спасибо. Ваше сообщение записано. До свидания.",
        Prompt.UNKNOWN_NUMBER: "К сожалению, этот номер не обслуживается. Проверьте номер и позвоните ещё раз. До свидания.",
        Prompt.FALLBACK: "К сожалению, мы не можем ответить из-за неполадки. Оставьте сообщение и номер телефона после сигнала.",
        Prompt.GOODBYE: "Спасибо за звонок. До свидания.",
        Prompt.CALLBACK_OFFER: "Если вы хотите, чтобы мы вам перезвонили, нажмите 1. Ваше место в очереди сохранится.",
        Prompt.CALLBACK_NUMBER: "Мы позвоним по этому номеру.",
        Prompt.CALLBACK_CONFIRM: "Если номер верный, нажмите 1. Чтобы ввести другой номер, нажмите 2.",
        Prompt.CALLBACK_KEY: "Наберите номер с кодом города или оператора и нажмите решётку.",
        Prompt.CALLBACK_UNFIT: "По этому номеру мы не можем позвонить.",
        Prompt.CALLBACK_THANKS: "Спасибо. Мы позвоним вам сегодня, когда подойдёт ваша очередь. До свидания.",
        **{digit(str(figure)): f"{word}." for figure, word in enumerate(DIGITS["ru"])},
        **{Prompt(key): words for key, words in switch_words.SENTENCES["ru"].items()},
    },
    "ka": {
        Prompt.ONE_MOMENT: "ერთი წუთით, დარჩით ხაზზე.",
        Prompt.PATIENCE: "გმადლობთ ლოდინისთვის. ყველა ოპერატორი დაკავებულია. გიპასუხებთ რიგის მიხედვით.",
        Prompt.VOICEMAIL_INVITATION: "სამწუხაროდ, ახლა ვერავინ გიპასუხებთ. დატოვეთ შეტყობინება სიგნალის შემდეგ.",
        Prompt.VOICEMAIL_THANKS: "გმადლობთ. თქვენი შეტყობინება ჩაიწერა. ნახვამდის.",
        Prompt.UNKNOWN_NUMBER: "სამწუხაროდ, ეს ნომერი არ მოქმედებს. გადაამოწმეთ ნომერი და დარეკეთ ხელახლა. ნახვამდის.",
        Prompt.FALLBACK: "სამწუხაროდ, ხარვეზის გამო ვერ გიპასუხებთ. სიგნალის შემდეგ დატოვეთ შეტყობინება და ტელეფონის ნომერი.",
        Prompt.GOODBYE: "გმადლობთ ზარისთვის. ნახვამდის.",
        Prompt.CALLBACK_OFFER: "თუ გსურთ, რომ ჩვენ გადმოგირეკოთ, დააჭირეთ ერთს. თქვენი ადგილი რიგში შენარჩუნდება.",
        Prompt.CALLBACK_NUMBER: "დაგირეკავთ ამ ნომერზე.",
        Prompt.CALLBACK_CONFIRM: "თუ ნომერი სწორია, დააჭირეთ ერთს. სხვა ნომრის შესაყვანად დააჭირეთ ორს.",
        Prompt.CALLBACK_KEY: "აკრიფეთ ნომერი კოდთან ერთად და დააჭირეთ გისოსს.",
        Prompt.CALLBACK_UNFIT: "ამ ნომერზე ვერ დავრეკავთ.",
        Prompt.CALLBACK_THANKS: "გმადლობთ. დღესვე დაგირეკავთ, როცა თქვენი რიგი მოვა. ნახვამდის.",
        **{digit(str(figure)): f"{word}." for figure, word in enumerate(DIGITS["ka"])},
        **{Prompt(key): words for key, words in switch_words.SENTENCES["ka"].items()},
    },
}


def base(language: str) -> str:
    """Return the key of `language` here: its first subtag where we speak it, else English."""
    key = primary(language)
    return key if key in SENTENCES else DEFAULT_LANGUAGE


def text(key: str, language: str, *, minutes: int | None = None) -> str:
    """Return the sentence `key` (a Prompt) in `language` (BCP 47). EXPECTED_WAIT needs `minutes`, 1 or more.

    Raises ValueError for a key that is not a Prompt, or minutes missing.
    """
    prompt = Prompt(key)
    if prompt is not Prompt.EXPECTED_WAIT:
        return SENTENCES[base(language)][prompt]
    if minutes is None:
        raise ValueError("expected_wait needs minutes")
    return MINUTES[base(language)](max(1, minutes))


def audio(key: str, language: str, *, minutes: int | None = None) -> str | None:
    """Return the path under /static/ of the sentence's WAV file, None where the carrier speaks it. Raises ValueError."""
    prompt = Prompt(key)
    if base(language) not in VOICELESS:
        return None
    return f"prompts/{base(language)}/{file_name(prompt, minutes=minutes)}"


def file_name(prompt: Prompt, *, minutes: int | None = None) -> str:
    """Return the name of the WAV file of a sentence: expected_wait_3.wav, expected_wait_more.wav, patience.wav."""
    if prompt is not Prompt.EXPECTED_WAIT:
        return f"{prompt}.wav"
    if minutes is None:
        raise ValueError("expected_wait needs minutes")
    return f"{prompt}_more.wav" if minutes > LONGEST_COUNTED else f"{prompt}_{max(1, minutes)}.wav"


def recordings(language: str) -> dict[str, str]:
    """Return every WAV file that `language` needs: name -> words."""
    needed = {file_name(p): text(p, language) for p in Prompt if p is not Prompt.EXPECTED_WAIT}
    for minutes in range(1, LONGEST_COUNTED + 2):
        words = text(Prompt.EXPECTED_WAIT, language, minutes=minutes)
        needed[file_name(Prompt.EXPECTED_WAIT, minutes=minutes)] = words
    return needed


RINGBACK_BY_COUNTRY = {"GB": "uk", "US": "us", "CA": "us", "RU": "ru", "KZ": "ru", "BY": "ru"}
HOLD_MUSIC = "prompts/hold.wav"
BEEP = "prompts/beep.wav"


def ringback(country: str | None) -> str:
    """Return the path under /static/ of the ringing tone that callers of `country` (ISO 3166) know."""
    return f"prompts/ringback-{RINGBACK_BY_COUNTRY.get(country or '', 'eu')}.wav"
