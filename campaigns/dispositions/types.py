"""The dispositions that every company begins with, and their labels in the languages we speak."""

from enum import StrEnum
from typing import TypedDict

from cc_saas.lib.languages import primary


class DefaultCode(StrEnum):
    """Codes of the first set; a company adds its own, so a code elsewhere is any text."""

    ANSWERED = "ANSWERED"  # the operator answered the question
    TRANSFERRED = "TRANSFERRED"  # the caller was put through to the company
    MESSAGE = "MESSAGE"  # a message was taken for the company
    CALLBACK = "CALLBACK"  # the company was asked to ring back
    COMPLAINT = "COMPLAINT"
    NO_ANSWER_KNOWN = "NO_ANSWER_KNOWN"  # the answer is not among the company's questions
    WRONG_NUMBER = "WRONG_NUMBER"
    SILENCE = "SILENCE"  # nobody spoke, or the line was too bad


class Choice(TypedDict):
    """A disposition as an operator sees it."""

    code: str
    label: str


LABELS: dict[str, dict[DefaultCode, str]] = {
    "en": {
        DefaultCode.ANSWERED: "Question answered",
        DefaultCode.TRANSFERRED: "Transferred to a specialist",
        DefaultCode.MESSAGE: "Message taken",
        DefaultCode.CALLBACK: "Callback promised",
        DefaultCode.COMPLAINT: "Complaint",
        DefaultCode.NO_ANSWER_KNOWN: "No answer in the tree",
        DefaultCode.WRONG_NUMBER: "Wrong number",
        DefaultCode.SILENCE: "Silence or bad line",
    },
    "ru": {
        DefaultCode.ANSWERED: "Ответ дан",
        DefaultCode.TRANSFERRED: "Переведён на специалиста",
        DefaultCode.MESSAGE: "Принято сообщение",
        DefaultCode.CALLBACK: "Обещан обратный звонок",
        DefaultCode.COMPLAINT: "Жалоба",
        DefaultCode.NO_ANSWER_KNOWN: "Ответа нет в базе",
        DefaultCode.WRONG_NUMBER: "Ошиблись номером",
        DefaultCode.SILENCE: "Тишина или плохая связь",
    },
    "ka": {
        DefaultCode.ANSWERED: "პასუხი გაცემულია",
        DefaultCode.TRANSFERRED: "გადართულია სპეციალისტთან",
        DefaultCode.MESSAGE: "შეტყობინება ჩაწერილია",
        DefaultCode.CALLBACK: "დავპირდით გადმორეკვას",
        DefaultCode.COMPLAINT: "საჩივარი",
        DefaultCode.NO_ANSWER_KNOWN: "პასუხი ბაზაში არ არის",
        DefaultCode.WRONG_NUMBER: "შეცდომით დარეკეს",
        DefaultCode.SILENCE: "სიჩუმე ან ცუდი კავშირი",
    },
}


def labels(language: str) -> dict[DefaultCode, str]:
    """Return the first set's labels in `language` (BCP 47), in English where we do not speak it."""
    return LABELS.get(primary(language), LABELS["en"])
