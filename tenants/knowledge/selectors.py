"""Reads: what a call begins with, the tree, an answer. One query each."""

from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, Value, When
from django.db.models.functions import JSONObject

from cc_saas.lib import audio_store
from cc_saas.lib.hot import fetch_prepared
from tenants.knowledge.models import Greeting, Question, QuestionGroup
from tenants.knowledge.rendering import html, text
from tenants.knowledge.types import Answer, Group, QuestionLink, Table, Tree, Words


class QuestionUnknown(LookupError):
    """The company has no such question, or does not show it to operators."""


class GroupUnknown(LookupError):
    """The company has no such group of questions."""


class GreetingUnknown(LookupError):
    """The company has no greeting in this language."""


def greeting(*, language: str) -> Words | None:
    """Return how calls in `language` (BCP 47) begin; failing it another language of the company; None if it has none."""
    nearest = Case(
        When(language__iexact=language, then=Value(0)),
        When(language__istartswith=language.split("-")[0], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    row = Greeting.objects.defer("announcement_wav").order_by(nearest, "id").first()
    return words(row) if row else None


def words(row: Greeting) -> Words:
    """Return the greeting as others see it; a sound file missing from the disk is put back from the row."""
    audio = row.announcement_audio
    if audio and not audio_store.find(audio):
        audio_store.restore(name=audio, content=bytes(row.announcement_wav or b""))
    return Words(
        language=row.language,
        phrase=row.phrase,
        announcement=row.announcement,
        announcement_audio=audio_store.path(audio) if audio else "",
    )


def spoken_answer(*, question_id: int) -> str:
    """Return an answer as it is read to a caller: its sentence to say, else its text without marks; "" for none."""
    found = Question.objects.published().filter(pk=question_id).only("say", "body", "kind").first()
    if found is None:
        return ""
    return found.say or text(found.body)


def access_greeting(*, language: str) -> Greeting:
    """Return the greeting in exactly this language. Raises GreetingUnknown."""
    row = Greeting.objects.defer("announcement_wav").filter(language__iexact=language).first()
    if row is None:
        raise GreetingUnknown
    return row


def access_group(*, group_id: int) -> QuestionGroup:
    """Return the group. Raises GroupUnknown."""
    row = QuestionGroup.objects.filter(pk=group_id).first()
    if row is None:
        raise GroupUnknown
    return row


def access_question(*, question_id: int) -> Question:
    """Return the question, published or not. Raises QuestionUnknown."""
    row = Question.objects.filter(pk=question_id).select_related("group").first()
    if row is None:
        raise QuestionUnknown
    return row


def tree() -> Tree:
    """Return all published questions by group; groups without any are left out."""
    rows = Question.objects.published().as_arranged().values("id", "title", "group_id", "group__title")
    groups: dict[int, Group] = {}
    for row in rows:
        group = groups.setdefault(
            row["group_id"], {"id": row["group_id"], "title": row["group__title"], "questions": []}
        )
        group["questions"].append({"id": row["id"], "title": row["title"]})
    return {
        "groups": list(groups.values()),
        "count": sum(len(group["questions"]) for group in groups.values()),
    }


def top_questions(*, limit: int) -> list[QuestionLink]:
    """Return the questions that operators opened most often, at most `limit`; the company's order breaks ties."""
    return [
        {"id": question_id, "title": title} for question_id, title in fetch_prepared(_TOP_QUESTIONS, [limit])
    ]


# Asked at every ring: written out, since compiling it costs more than running it.
_TOP_QUESTIONS = """
    SELECT question.id, question.title
    FROM knowledge_question question JOIN knowledge_questiongroup shelf ON shelf.id = question.group_id
    WHERE question.is_published
    ORDER BY question.reads DESC, shelf.position, shelf.id, question.position, question.id
    LIMIT %s
"""


def answer(*, question_id: int) -> Answer:
    """Return a published question with what is needed to draw its answer. Raises QuestionUnknown."""
    related = Question.objects.published().as_arranged().filter(question=OuterRef("pk"))
    linked = ArraySubquery(related.values(link=JSONObject(id="id", title="title")))
    row = (
        Question.objects.published()
        .filter(pk=question_id)
        .annotate(linked=linked)
        .values(
            "id", "title", "kind", "say", "body", "table", "addresses", "updated_at", "linked", "group__title"
        )
        .first()
    )
    if row is None:
        raise QuestionUnknown
    return _answer(cast("dict[str, Any]", row))


def _answer(row: dict[str, Any]) -> Answer:
    return {
        "id": row["id"],
        "group": row["group__title"],
        "title": row["title"],
        "kind": row["kind"],
        "say": row["say"],
        "html": html(row["body"]),
        "table": cast("Table", row["table"]) if row["table"] else {"columns": [], "rows": []},
        "addresses": row["addresses"],
        "related": row["linked"],
        "updated_at": row["updated_at"].isoformat(),
    }
