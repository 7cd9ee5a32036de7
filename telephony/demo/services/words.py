"""Greetings and questions of a demo company; runs inside its schema."""

from datetime import datetime

from telephony.demo.types import Company, Entry
from tenants.knowledge import selectors as knowledge
from tenants.knowledge import services
from tenants.knowledge.models import Question
from tenants.knowledge.types import QuestionDraft


def load_words(*, company: Company, now: datetime) -> None:
    """Give the company its greetings in further languages, and its tree if it has none."""
    for language, phrase in company.phrases.items():
        _load_greeting(language=language, phrase=phrase, company=company, now=now)
    if not knowledge.tree()["count"]:
        _load_tree(company, now=now)


def _load_greeting(*, language: str, phrase: str, company: Company, now: datetime) -> None:
    try:
        knowledge.access_greeting(language=language)
    except knowledge.GreetingUnknown:
        announcement = company.announcements.get(language, "")
        services.set_greeting(language=language, phrase=phrase, announcement=announcement, now=now)


def _load_tree(company: Company, *, now: datetime) -> None:
    """Twice over the questions: one can name another only once that is there."""
    made: dict[str, Question] = {}
    for group_place, branch in enumerate(company.tree, start=1):
        group = services.save_group(title=branch.title, position=group_place, now=now)
        for place, entry in enumerate(branch.entries, start=1):
            draft = _draft(entry, group_id=group.pk, position=place)
            made[entry.key] = services.save_question(draft=draft, now=now)
    for entry in company.entries:
        services.relate(question=made[entry.key], related=[made[key].pk for key in entry.related])


def _draft(entry: Entry, *, group_id: int, position: int) -> QuestionDraft:
    return QuestionDraft(
        group_id=group_id,
        title=entry.title,
        kind=entry.kind,
        say=entry.say,
        body=entry.text,
        table={"columns": list(entry.columns), "rows": [list(row) for row in entry.rows]},
        addresses=list(entry.places),
        position=position,
    )
