"""The menu of the Philips help line, on a number of its own beside the one that rings at once."""

from typing import Any

from telephony.demo.types import MenuLine

JSON = dict[str, Any]


def _words(text: str) -> JSON:
    return {"ru": text}


def _choice(key: str, title: str, to: str, *words: str) -> JSON:
    return {"key": key, "title": title, "next": to, "words": {"ru": list(words)}}


def _queue(name: str, title: str, queue: str = "general") -> JSON:
    return {"id": name, "kind": "QUEUE", "title": title, "queue": queue, "nobody": "message"}


def menu(answers: dict[str, int], queues: dict[str, str]) -> JSON:
    """Return the document: the ids of the company's questions by their keys, the codes of its queues by their names."""
    return {
        "version": 1,
        "languages": ["ru"],
        "start": "hello",
        "nodes": [
            {
                "id": "hello", "kind": "ANNOUNCEMENT", "title": "Приветствие", "next": "hours",
                "say": _words("Здравствуйте! Вы позвонили в справочную службу Philips."),
            },
            {"id": "hours", "kind": "HOURS", "title": "Открыто?", "open": "main", "closed": "message"},
            {
                "id": "main", "kind": "MENU", "title": "Главное меню", "speech": True, "otherwise": "operator",
                "say": _words(
                    "По вопросам ремонта нажмите 1. По вопросам гарантии нажмите 2. Чтобы узнать, где купить, нажмите 3. "
                    "Чтобы поговорить с оператором, нажмите 0 или оставайтесь на линии."
                ),
                "choices": [
                    _choice("1", "Ремонт", "repairs", "ремонт", "починить", "сломался", "не работает"),
                    _choice("2", "Гарантия", "warranty", "гарантия", "по гарантии", "гарантийный"),
                    _choice("3", "Где купить", "shops", "купить", "магазин", "магазины"),
                    _choice("0", "Оператор", "operator", "оператор", "человек"),
                ],
                "silence": {"say": _words("Извините, я вас не слышу.")},
                "wrong": {"say": _words("Такого пункта в меню нет.")},
                "tries": 3, "wait": 6,
            },
            _queue("repairs", "Ремонт", queues["Ремонт"]),
            _queue("warranty", "Гарантия"),
            {
                "id": "shops", "kind": "ANSWER", "title": "Где купить", "question": answers["shops"], "next": "more",
            },
            {
                "id": "more", "kind": "MENU", "title": "Что ещё", "otherwise": "bye", "tries": 2,
                "say": _words("Чтобы прослушать ещё раз, нажмите 1. Чтобы поговорить с оператором, нажмите 0."),
                "choices": [_choice("1", "Ещё раз", "shops"), _choice("0", "Оператор", "operator", "оператор")],
            },
            _queue("operator", "Оператор"),
            {
                "id": "message", "kind": "VOICEMAIL", "title": "Сообщение",
                "say": _words("Сейчас никто не может ответить. Оставьте сообщение после сигнала, и мы перезвоним."),
            },
            {"id": "bye", "kind": "HANG_UP", "title": "До свидания", "say": _words("Спасибо за звонок. До свидания.")},
        ],
    }  # fmt: skip


MENU = MenuLine(number="+74950000101", label="Philips, с меню", name="Главное меню", document=menu)
