"""What an operator reads in a call."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant
from tenants.knowledge import selectors, services, shapes
from tenants.knowledge.types import QuestionDraft, QuestionKind
from tests.tenants.knowledge.conftest import NOW

SHOP = {"name": "Vake", "address": "37 Chavchavadze Avenue", "hours": "24 h", "phone": "", "note": "Parking"}


def group(title: str = "Repairs", position: int = 1) -> int:
    return services.save_group(title=title, position=position, now=NOW).pk


def question(group_id: int, title: str, **more: Any) -> int:
    return services.save_question(draft=QuestionDraft(group_id=group_id, title=title, **more), now=NOW).pk


def test_the_tree_stands_in_the_company_s_order_without_drafts_and_empty_groups(
    acme: Tenant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with in_tenant(acme):
        warranty, repairs = group("Warranty", 2), group("Repairs", 1)
        group("Empty", 3)
        question(warranty, "How long?", position=1)
        question(repairs, "What does it cost?", position=2)
        question(repairs, "Where?", position=1)
        question(repairs, "Not yet written", is_published=False)
        with django_assert_num_queries(1):
            tree = selectors.tree()
    titles = [(g["title"], [q["title"] for q in g["questions"]]) for g in tree["groups"]]
    assert titles == [("Repairs", ["Where?", "What does it cost?"]), ("Warranty", ["How long?"])]
    assert tree["count"] == 3


def test_a_text_answer_is_html_without_anybody_s_scripts(
    acme: Tenant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = "# Cost\n\n**Free** <script>steal()</script> [here](javascript:steal()) ![x](https://evil.example/x.png)"
    with in_tenant(acme):
        repairs = group()
        other = question(repairs, "Where?")
        pk = question(repairs, "What does it cost?", say="It is free.", body=body, related=[other])
        with django_assert_num_queries(1):
            answer = selectors.answer(question_id=pk)
    assert "<strong>Free</strong>" in answer["html"]
    assert "<h3>Cost</h3>" in answer["html"]
    for forbidden in ("<script", "<img", 'href="javascript', "<h1"):
        assert forbidden not in answer["html"]
    assert (answer["group"], answer["kind"], answer["say"]) == ("Repairs", "TEXT", "It is free.")
    assert answer["related"] == [{"id": other, "title": "Where?"}]
    assert answer["updated_at"] == "2026-11-09T11:02:07+00:00"


def test_a_link_in_an_answer_does_not_take_the_operator_away_from_her_call(acme: Tenant) -> None:
    with in_tenant(acme):
        pk = question(group(), "Where?", body="[site](https://acme.example/shops)")
        html = selectors.answer(question_id=pk)["html"]
    assert 'target="_blank"' in html
    assert "noopener" in html


def test_tables_and_places_come_back_as_they_were_given(acme: Tenant) -> None:
    table = {"columns": ["Model", "Price"], "rows": [["1200", "26 990 ₽"], ["2200", 32990]]}
    with in_tenant(acme):
        repairs = group()
        compared = question(repairs, "Which?", kind=QuestionKind.TABLE, table=table, body="ignored")
        shops = question(repairs, "Where?", kind=QuestionKind.ADDRESSES, addresses=[SHOP])
        first, second = selectors.answer(question_id=compared), selectors.answer(question_id=shops)
    assert first["table"] == {
        "columns": ["Model", "Price"],
        "rows": [["1200", "26 990 ₽"], ["2200", "32990"]],
    }
    assert (first["html"], first["addresses"]) == ("", [])
    assert second["addresses"] == [SHOP]
    assert second["table"] == {"columns": [], "rows": []}


@pytest.mark.parametrize(
    "table",
    [
        None,
        [],
        {"columns": ["A"], "rows": []},
        {"columns": [], "rows": [[]]},
        {"columns": ["A", "B"], "rows": [["only one"]]},
        {"columns": ["A"], "rows": [[{"nested": 1}]]},
        {"columns": ["A"], "rows": [["x" * 501]]},
        {"columns": ["A"] * 13, "rows": [["1"] * 13]},
    ],
)
def test_a_table_of_another_shape_is_refused(table: object) -> None:
    with pytest.raises(shapes.TableInvalid):
        shapes.table(table)


@pytest.mark.parametrize(
    "addresses",
    [
        None,
        [],
        "Vake",
        [{"name": "Vake"}],
        [{"name": " ", "address": "x"}],
        [{**SHOP, "map": "x"}],
        [{**SHOP, "note": 1}],
    ],
)
def test_addresses_of_another_shape_are_refused(addresses: object) -> None:
    with pytest.raises(shapes.AddressesInvalid):
        shapes.addresses(addresses)


def test_what_operators_open_most_is_offered_first(
    acme: Tenant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with in_tenant(acme):
        repairs = group()
        where, cost, when = (
            question(repairs, title, position=i) for i, title in enumerate(("Where?", "Cost?", "When?"))
        )
        for pk in (when, cost, when):
            services.count_read(question_id=pk)
        with django_assert_num_queries(1):
            top = selectors.top_questions(limit=2)
        everything = [link["id"] for link in selectors.top_questions(limit=8)]
    assert [link["title"] for link in top] == ["When?", "Cost?"]
    assert everything == [when, cost, where]


def test_an_unpublished_question_cannot_be_read_in_a_call(acme: Tenant) -> None:
    with in_tenant(acme):
        pk = question(group(), "Draft", is_published=False)
        with pytest.raises(selectors.QuestionUnknown):
            selectors.answer(question_id=pk)


def test_another_company_s_question_is_unknown_here(acme: Tenant, globex: Tenant) -> None:
    with in_tenant(acme):
        pk = question(group(), "Where?")
    with in_tenant(globex):
        assert selectors.tree() == {"groups": [], "count": 0}
        with pytest.raises(selectors.QuestionUnknown):
            selectors.answer(question_id=pk)
