"""What a keyholder hears who switches her company's crisis on by telephone. Pure; the keys are those of `prompts.Prompt`."""

WITHIN_HOURS = (1, 2, 3, 4, 6, 8, 12, 24)
"""A plan's length is told rounded up to one of these."""

ENGLISH_HOURS = ("one hour", "two hours", "three hours", "four hours", "six hours", "eight hours",
                 "twelve hours", "twenty-four hours")  # fmt: skip
RUSSIAN_HOURS = ("одного часа", "двух часов", "трёх часов", "четырёх часов", "шести часов", "восьми часов",
                 "двенадцати часов", "двадцати четырёх часов")  # fmt: skip
GEORGIAN_HOURS = ("ერთ", "ორ", "სამ", "ოთხ", "ექვს", "რვა", "თორმეტ", "ოცდაოთხ")

SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "switch_offer": "To switch your company's crisis on, press the star key. Otherwise stay on the line.",
        "switch_code": "Key in the code of eight figures.",
        "switch_wrong": "This code is not right.",
        "switch_shut": "No code is taken by telephone now. Two people can switch the crisis on, on the page. Goodbye.",
        "switch_plan": "The code is right. Your company's crisis plan is ready to be switched on.",
        "switch_greeting": "New callers will hear this first.",
        "switch_confirm": "To switch the crisis on now, press 1. To leave everything as it is, hang up.",
        "switch_on": "The crisis is on. The owners of your company are being told. Goodbye.",
        "switch_already": "The crisis is on already. Goodbye.",
        "switch_nothing": "Nothing was changed. Goodbye.",
        **{f"switch_within_{n}": f"It ends by itself within {word}."
           for n, word in zip(WITHIN_HOURS, ENGLISH_HOURS, strict=True)},
    },
    "ru": {
        "switch_offer": "Чтобы включить кризисный режим вашей компании, нажмите звёздочку. Или оставайтесь на линии.",
        "switch_code": "Наберите код из восьми цифр.",
        "switch_wrong": "Код неверный.",
        "switch_shut": "Сейчас код по телефону не принимается. Кризисный режим могут включить два человека на странице. До свидания.",
        "switch_plan": "Код верный. Кризисный план вашей компании готов к включению.",
        "switch_greeting": "Новые звонящие сначала услышат следующее.",
        "switch_confirm": "Чтобы включить кризисный режим сейчас, нажмите 1. Чтобы ничего не менять, положите трубку.",
        "switch_on": "Кризисный режим включён. Владельцы компании получат сообщение. До свидания.",
        "switch_already": "Кризисный режим уже включён. До свидания.",
        "switch_nothing": "Ничего не изменено. До свидания.",
        **{f"switch_within_{n}": f"Он закончится сам в течение {word}."
           for n, word in zip(WITHIN_HOURS, RUSSIAN_HOURS, strict=True)},
    },
    "ka": {
        "switch_offer": "თქვენი კომპანიის კრიზისული რეჟიმის ჩასართავად დააჭირეთ ვარსკვლავს. სხვა შემთხვევაში დარჩით ხაზზე.",
        "switch_code": "აკრიფეთ რვანიშნა კოდი.",
        "switch_wrong": "კოდი არასწორია.",
        "switch_shut": "ახლა კოდი ტელეფონით არ მიიღება. კრიზისული რეჟიმის ჩართვა ორ ადამიანს შეუძლია გვერდზე. ნახვამდის.",
        "switch_plan": "კოდი სწორია. თქვენი კომპანიის კრიზისული გეგმა ჩასართავად მზადაა.",
        "switch_greeting": "ახალი აბონენტები ჯერ შემდეგს მოისმენენ.",
        "switch_confirm": "კრიზისული რეჟიმის ახლავე ჩასართავად დააჭირეთ ერთს. თუ ცვლილება არ გსურთ, დადეთ ყურმილი.",
        "switch_on": "კრიზისული რეჟიმი ჩართულია. კომპანიის მფლობელებს ეცნობებათ. ნახვამდის.",
        "switch_already": "კრიზისული რეჟიმი უკვე ჩართულია. ნახვამდის.",
        "switch_nothing": "არაფერი შეცვლილა. ნახვამდის.",
        **{f"switch_within_{n}": f"ის თავისით დასრულდება არაუგვიანეს {word} საათში."
           for n, word in zip(WITHIN_HOURS, GEORGIAN_HOURS, strict=True)},
    },
}  # fmt: skip


def within(minutes: int) -> str:
    """Return the key of the sentence that tells how long a plan of so many minutes lasts at most."""
    hours = next((hours for hours in WITHIN_HOURS if minutes <= 60 * hours), WITHIN_HOURS[-1])
    return f"switch_within_{hours}"
