"""The table is whole: every noun of a path has a site, and what programs lean on stays."""

import re
from pathlib import Path

from server.api.answers import (
    CallbackAnswer,
    ClientCard,
    ConsentAnswer,
    EntryAnswer,
    LeadAnswer,
    SiteAnswer,
    WidgetAnswer,
)
from server.api.table import OPERATIONS, SITE_OF
from server.database import Database
from server.sites.policy import LOWEST, Action

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")

EXPECTED = """
GET /sites
POST /sites
GET /sites/{site}
PATCH /sites/{site}
GET /sites/{site}/identity-secret
POST /sites/{site}/identity-secret
GET /widget-kinds
GET /sites/{site}/widgets
POST /sites/{site}/widgets
GET /widgets/{widget}
PATCH /widgets/{widget}
POST /widgets/{widget}/publish
POST /widgets/{widget}/preview
DELETE /widgets/{widget}
GET /widgets/{widget}/versions
GET /widgets/{widget}/versions/{version}
POST /widgets/{widget}/versions/{version}/restore
GET /widgets/{widget}/presses
GET /sites/{site}/explain
GET /sites/{site}/leads
GET /leads/{lead}
POST /leads/{lead}/take
GET /sites/{site}/clients
POST /sites/{site}/clients/search
GET /clients/{client}
DELETE /clients/{client}
GET /clients/{client}/timeline
POST /clients/{client}/notes
PATCH /clients/{client}
POST /sites/{site}/clients/bulk
POST /sites/{site}/clients/bulk/{change}/undo
GET /sites/{site}/clients/export
GET /sites/{site}/tags
PATCH /sites/{site}/tags/{tag}
POST /sites/{site}/tags/{tag}/merge
DELETE /sites/{site}/tags/{tag}
GET /sites/{site}/fields
POST /sites/{site}/fields
PATCH /sites/{site}/fields/{field}
DELETE /sites/{site}/fields/{field}
GET /clients/{client}/consents
POST /clients/{client}/consents/{consent}/withdraw
GET /sites/{site}/callbacks
GET /callbacks/{call}
POST /callbacks/{call}/accept
POST /callbacks/{call}/outcome
GET /sites/{site}/conversations
GET /conversations/{conversation}
GET /conversations/{conversation}/messages
POST /conversations/{conversation}/messages
GET /conversations/{conversation}/notes
POST /conversations/{conversation}/notes
POST /conversations/{conversation}/take
POST /conversations/{conversation}/close
PATCH /conversations/{conversation}
POST /conversations/{conversation}/hand
GET /sites/{site}/departments
POST /sites/{site}/departments
GET /departments/{department}
PATCH /departments/{department}
DELETE /departments/{department}
GET /sites/{site}/duties
PATCH /sites/{site}/duties/{member}
GET /sites/{site}/replies
POST /sites/{site}/replies
PATCH /replies/{reply}
DELETE /replies/{reply}
GET /sites/{site}/articles
POST /sites/{site}/articles
PATCH /articles/{article}
DELETE /articles/{article}
GET /sites/{site}/code-pools
POST /sites/{site}/code-pools
GET /code-pools/{pool}
PATCH /code-pools/{pool}
DELETE /code-pools/{pool}
GET /code-pools/{pool}/codes
POST /code-pools/{pool}/codes
GET /codes/{code}
POST /codes/{code}/redeem
GET /tokens
POST /tokens
DELETE /tokens/{token}
GET /sites/{site}/webhooks
POST /sites/{site}/webhooks
GET /webhooks/{webhook}
PATCH /webhooks/{webhook}
DELETE /webhooks/{webhook}
POST /webhooks/{webhook}/rotate
POST /webhooks/{webhook}/test
POST /webhooks/{webhook}/replay
GET /webhooks/{webhook}/deliveries
GET /sites/{site}/targets
POST /sites/{site}/targets
GET /targets/{target}
PATCH /targets/{target}
DELETE /targets/{target}
GET /sites/{site}/deliveries
GET /deliveries/{delivery}
POST /deliveries/{delivery}/replay
GET /sites/{site}/members
PATCH /sites/{site}/members/{member}
DELETE /sites/{site}/members/{member}
GET /sites/{site}/invitations
POST /sites/{site}/invitations
DELETE /invitations/{invitation}
GET /sites/{site}/audit
"""


def test_what_others_lean_on_stays() -> None:
    assert [f"{each.method} {each.short_path}" for each in OPERATIONS] == EXPECTED.split("\n")[1:-1]


def test_whatever_has_a_thing_asks_for_a_role_at_its_site() -> None:
    assert {each.noun for each in OPERATIONS if isinstance(each.policy, Action)} == set(SITE_OF)
    of_no_site = {each.noun for each in OPERATIONS if each.noun and not isinstance(each.policy, Action)}
    assert of_no_site == {"token", "code"}  # the member's own, and what is looked for at all of the member's sites


def test_every_operation_asks_a_token_for_a_scope() -> None:
    assert [each.name for each in OPERATIONS if isinstance(each.policy, Action) == (each.scope is not None)] == []


async def test_a_thing_that_is_not_there_has_no_site(database: Database) -> None:
    nobody = "0" * 26
    found = {noun: await database.read(find, nobody) for noun, find in SITE_OF.items()}
    assert found == dict.fromkeys(SITE_OF) | {"site": nobody}


def test_the_documentation_has_each_address_with_its_role() -> None:
    rows = re.findall(r"^\| `(\w+ /api/v1/[^`]*)` \| (\w*) ?\|", PAGE, re.MULTILINE)
    roles = {each: LOWEST[each.policy].value if isinstance(each.policy, Action) else "" for each in OPERATIONS}
    assert sorted(rows) == sorted((f"{each.method} {each.path}", role) for each, role in roles.items())


def test_the_documentation_names_every_field_of_an_answer() -> None:
    models = (CallbackAnswer, ClientCard, ConsentAnswer, EntryAnswer, LeadAnswer, SiteAnswer, WidgetAnswer)
    words = set(re.findall(r"[a-z_]+", PAGE))
    assert {name for model in models for name in model.model_fields} - words == set()
