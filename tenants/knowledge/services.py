"""Writes of the company's own words. Who may is decided at the door; an author who is named is noted in the audit."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, ProtectedError

from cc_saas.lib import audio_store, speech, voices
from tenants.audit import services as audit
from tenants.knowledge import selectors, shapes
from tenants.knowledge.models import Greeting, Question, QuestionGroup
from tenants.knowledge.types import QuestionDraft, QuestionKind

log = logging.getLogger(__name__)


class GroupNotEmpty(Exception):
    """A group that still has questions is not deleted."""


class GreetingEmpty(ValueError):
    """A greeting has a phrase: the operator must say something."""


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who changes the words of which company."""

    actor: audit.Actor
    company: audit.Company


def set_greeting(
    *, language: str, phrase: str, announcement: str = "", now: datetime, author: Author | None = None
) -> Greeting:
    """Set how calls in `language` (BCP 47) begin; an announcement the carrier cannot speak is made into sound at once.

    Without a voice on this machine the words are kept and callers hear nothing of them. Raises GreetingEmpty.
    """
    if not phrase.strip():
        raise GreetingEmpty
    language = canonical(language)
    sound = _announcement_sound(text=announcement.strip(), language=language)
    values = {
        "phrase": phrase.strip(),
        "announcement": announcement.strip(),
        "announcement_audio": audio_store.keep(sound) if sound else "",
        "announcement_wav": sound,
        "updated_at": now,
    }
    with transaction.atomic():
        greeting, _ = Greeting.objects.update_or_create(language=language, defaults=values)
        _note(author, verb="greeting.changed", now=now, language=language)
    return greeting


def canonical(language: str) -> str:
    """Return a language tag as BCP 47 writes it: `ru-KZ` for `RU-kz`, so that one language has one greeting."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])


def _announcement_sound(*, text: str, language: str) -> bytes | None:
    if not text or voices.spoken_by_carrier(language):
        return None
    try:
        return speech.synthesise(text=text, language=language)
    except speech.SpeechUnavailable as reason:
        log.warning("announcement has no sound", extra={"language": language, "reason": str(reason)})
        return None


@transaction.atomic
def save_group(
    *,
    title: str,
    position: int = 0,
    now: datetime,
    group_id: int | None = None,
    author: Author | None = None,
) -> QuestionGroup:
    """Make a group of questions, or change the one named. Raises GroupUnknown."""
    group = QuestionGroup() if group_id is None else selectors.access_group(group_id=group_id)
    group.title, group.position = title.strip(), position
    group.save()
    _note(author, verb="question_group.saved", now=now, id=group.pk, title=group.title)
    return group


@transaction.atomic
def delete_group(*, group_id: int, now: datetime, author: Author | None = None) -> None:
    """Delete an empty group. Raises GroupUnknown, GroupNotEmpty."""
    group = selectors.access_group(group_id=group_id)
    try:
        group.delete()
    except ProtectedError as error:
        raise GroupNotEmpty from error
    _note(author, verb="question_group.deleted", now=now, id=group_id, title=group.title)


@transaction.atomic
def save_question(
    *, draft: QuestionDraft, now: datetime, question_id: int | None = None, author: Author | None = None
) -> Question:
    """Make a question, or change the one named; parts that its kind does not draw are emptied.

    Raises QuestionUnknown (also for a related one), GroupUnknown, shapes.TableInvalid, shapes.AddressesInvalid.
    """
    question = Question() if question_id is None else selectors.access_question(question_id=question_id)
    question.group = selectors.access_group(group_id=draft.group_id)
    question.title, question.say = draft.title.strip(), draft.say.strip()
    question.position, question.is_published = draft.position, draft.is_published
    _set_content(question=question, draft=draft)
    question.updated_at = now
    question.save()
    relate(question=question, related=draft.related)
    _note(author, verb="question.saved", now=now, id=question.pk, title=question.title)
    return question


def _set_content(*, question: Question, draft: QuestionDraft) -> None:
    kind = draft.kind
    question.kind = kind.value
    question.body = draft.body.strip() if kind is QuestionKind.TEXT else ""
    question.table = shapes.table(draft.table) if kind is QuestionKind.TABLE else {}
    question.addresses = shapes.addresses(draft.addresses) if kind is QuestionKind.ADDRESSES else []


def relate(*, question: Question, related: Iterable[int]) -> None:
    """Say which questions callers ask next, by id. Raises QuestionUnknown."""
    wanted = set(related) - {question.pk}
    if wanted and Question.objects.filter(pk__in=wanted).count() != len(wanted):
        raise selectors.QuestionUnknown
    question.related.set(wanted)


@transaction.atomic
def delete_question(*, question_id: int, now: datetime, author: Author | None = None) -> None:
    """Delete a question. Raises QuestionUnknown."""
    question = selectors.access_question(question_id=question_id)
    question.delete()
    _note(author, verb="question.deleted", now=now, id=question_id, title=question.title)


def count_read(*, question_id: int, times: int = 1) -> None:
    """Note that operators opened the question in a call: what is read most is offered first."""
    Question.objects.filter(pk=question_id).update(reads=F("reads") + times)


def _note(author: Author | None, *, verb: str, now: datetime, **details: str | int) -> None:
    if author is not None:
        audit.note(actor=author.actor, company=author.company, verb=verb, now=now, **details)
