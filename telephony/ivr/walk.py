"""One step of a call through a menu: from node to node until it waits, or has left. Pure.

A node kind that asks nothing, or by which a call leaves, stands in one of the two tables at the end.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from campaigns.records.types import EventKind
from telephony.ivr import asking
from telephony.ivr.inputs import Checked, Input, Pressed, Refusal, Silent, Spoke
from telephony.ivr.instructions import (
    Ask,
    CallBack,
    Dial,
    End,
    Enqueue,
    GoOn,
    Happened,
    Instruction,
    ReadAnswer,
    Speak,
    Step,
    TakeMessage,
    Words,
)
from telephony.ivr.nodes import (
    Announcement,
    Answer,
    Callback,
    Collect,
    Emergency,
    Flow,
    Forward,
    HangUp,
    Hours,
    Node,
    Question,
    Queue,
    Retry,
    Texts,
    Voicemail,
)
from telephony.ivr.state import State, World
from telephony.ivr.types import CheckKind, Stage
from tenants.directory.hours import Hours as CompanyHours
from tenants.directory.hours import Opening, opening
from tenants.directory.hours import week as read_week

MOST_ASKED = 40
"""Questions in one call, tries included. Who has been asked so often is helped by a person."""


class Walk:
    """One step: from node to node until the call waits, or has left."""

    def __init__(self, flow: Flow, state: State, world: World) -> None:
        self._flow, self._world = flow, world
        self._state = replace(state, step=state.step + 1)
        self._words: list[Words] = []
        self._events: list[Happened] = []

    # --- through the nodes

    def enter(self, name: str) -> Step:
        """Pass every node at which nothing is asked. One that is not there, or a circle, leads to an operator."""
        for _ in range(len(self._flow.nodes) + 1):
            node = self._flow.nodes.get(name)
            if node is None:
                return self.help()
            self._change(node=node.id, tries=0)
            passing = PASSING.get(type(node))
            if passing is None:
                return self._arrive(node)
            name = passing(self, node)
        return self.help()

    def _arrive(self, node: Node) -> Step:
        """A caller takes her place in line when she has heard what was said before."""
        if isinstance(node, Emergency):
            self._say(node.say)
        if self._words and isinstance(node, Queue | Forward):
            self._change(stage=Stage.SAYING)
            return self._done(GoOn())
        return self.stop(node)

    def stop(self, node: Node) -> Step:
        """Stand at a node that asks something, or leave by it."""
        if isinstance(node, Question):
            return self._ask(node, node.say)
        leaving = LEAVING.get(type(node))
        if leaving is None:
            return self.enter(node.id)
        self._change(stage=Stage.LEAVING)
        return self._done(leaving(self, node))

    def help(self) -> Step:
        """Let somebody answer: the general queue."""
        self._change(stage=Stage.LEAVING)
        return self._done(Enqueue())

    def come_back(self, node: Node, why: Refusal) -> Step:
        """Nobody took the call where it was sent: it goes on by the exit named for that."""
        to = next((one.to for one in node.exits() if one.field == why.value), "")
        return self.enter(to) if to else self.help()

    # --- questions

    def _ask(self, node: Question, words: Texts, *, tries: int = 0) -> Step:
        if self._state.asked >= MOST_ASKED:
            return self.help()
        self._change(stage=Stage.ASKING, tries=tries, asked=self._state.asked + 1)
        self._say(words, everywhere=asking.speaks_all(node))
        return self._done(asking.ask(node, words=tuple(self._words), language=self._state.language))

    def answered(self, node: Question, given: Input) -> Step:
        """Follow what the caller pressed or said."""
        if isinstance(given, Silent) or (isinstance(given, Pressed | Spoke) and asking.is_nothing(given)):
            self._note(EventKind.MENU_SILENT, menu=node.title)
            return self._again(node, node.silence)
        found = asking.understood(node, given, language=self._state.language)
        if found is None:
            self._note(EventKind.MENU_WRONG, menu=node.title)
            return self._again(node, node.wrong)
        self._note(found.kind, **found.details)
        if found.language:
            self._change(language=found.language)
        if found.passed:
            self._change(path=(*self._state.path, found.passed))
        if isinstance(node, Collect):
            return self._collected(node, found.digits)
        return self.enter(found.to)

    def _again(self, node: Question, retry: Retry) -> Step:
        tries = self._state.tries + 1
        if tries >= node.tries:
            self._say(retry.say)
            return self.enter(node.otherwise)
        self._say(retry.say)
        if retry.next and retry.next != node.id:
            return self.enter(retry.next)
        return self._ask(node, node.say, tries=tries)

    def _collected(self, node: Collect, digits: str) -> Step:
        if node.check is not CheckKind.URL:
            return self._keep(node, digits, node.next)
        self._change(stage=Stage.CHECKING, held=digits)
        return self._done(asking.address(node, digits))

    def checked(self, node: Node, answer: Checked) -> Step:
        """Follow what the company's address said about the digits."""
        if not isinstance(node, Collect):
            return self.help()
        digits = self._state.held
        self._change(held="")
        self._note(EventKind.MENU_CHECKED, menu=node.title, route=answer.route, failed=answer.failed)
        if answer.failed:
            return self._keep(node, digits, node.failed)
        if not answer.valid:
            return self._again(node, node.wrong)
        return self._keep(node, digits, node.routes.get(answer.route) or node.next)

    def _keep(self, node: Collect, digits: str, to: str) -> Step:
        if not node.secret:
            others = tuple(one for one in self._state.entered if one[0] != node.title)
            self._change(entered=(*others, (node.title, digits)))
        return self.enter(to)

    # --- nodes that ask nothing

    def pass_announcement(self, node: Announcement) -> str:
        self._say(node.say)
        return node.next

    def pass_answer(self, node: Answer) -> str:
        self._words.append(ReadAnswer(node.question, self._state.language))
        self._note(EventKind.MENU_ANSWERED, menu=node.title, question_id=node.question)
        return node.next

    def pass_hours(self, node: Hours) -> str:
        hours = self._world.hours
        if node.week is not None:
            own = read_week(node.week)
            hours = CompanyHours(
                week=own,
                country=hours.country,
                subdivision=hours.subdivision,
                closed=hours.closed,
                open=hours.open,
            )
        found = opening(hours=hours, at=self._world.now, zone=self._world.zone)
        self._note(EventKind.MENU_HOURS, menu=node.title, opening=found.value)
        if found is Opening.OPEN:
            return node.open
        return (node.holiday if found is Opening.HOLIDAY else "") or node.closed

    # --- nodes by which a call leaves

    def leave_to_queue(self, node: Queue) -> Instruction:
        named = frozenset(why for why in Refusal if getattr(node, why.value, ""))
        return Enqueue(node.queue, urgent=isinstance(node, Emergency), named=named)

    def leave_to_voicemail(self, node: Voicemail) -> Instruction:
        return TakeMessage(invited=self._say(node.say))

    def leave_to_number(self, node: Forward) -> Instruction:
        self._note(EventKind.MENU_FORWARDED, menu=node.title, to=node.number)
        return Dial(node.number, node.ring_time)

    def leave_to_callback(self, node: Callback) -> Instruction:
        return CallBack(node.queue)

    def leave(self, node: HangUp) -> Instruction:
        self._say(node.say)
        return End()

    # --- what is written down

    def _say(self, texts: Texts, *, everywhere: bool = False) -> bool:
        """Say it in the caller's language (or in every one); whether there was anything to say."""
        languages = self._flow.languages if everywhere else (self._state.language,)
        found = [Speak(texts[language], language) for language in languages if texts.get(language)]
        self._words += found
        return bool(found)

    def _note(self, kind: EventKind, **details: object) -> None:
        self._events.append(Happened(kind, {name: value for name, value in details.items() if value}))

    def _change(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _done(self, last: Instruction) -> Step:
        said = () if isinstance(last, Ask) else tuple(self._words)
        return Step(self._state, (*said, last), tuple(self._events))


PASSING: dict[type[Node], Callable[[Walk, Any], str]] = {
    Announcement: Walk.pass_announcement,
    Answer: Walk.pass_answer,
    Hours: Walk.pass_hours,
}
LEAVING: dict[type[Node], Callable[[Walk, Any], Instruction]] = {
    Queue: Walk.leave_to_queue,
    Emergency: Walk.leave_to_queue,
    Voicemail: Walk.leave_to_voicemail,
    Forward: Walk.leave_to_number,
    Callback: Walk.leave_to_callback,
    HangUp: Walk.leave,
}
