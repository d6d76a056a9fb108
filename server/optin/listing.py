"""What a person has ticked and not confirmed yet, as the team reads it."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select

from server.database import Reader, now_ms, prepared
from server.optin.states import OPEN
from server.optin.tables import optins
from server.sites.instants import written

OF = prepared(
    select(optins)
    .where(optins.c.client == bindparam("person"), optins.c.state.in_(OPEN), optins.c.ends_at > bindparam("moment"))
    .order_by(optins.c.id.desc())
)
LEADS = prepared(
    select(optins.c.lead).where(
        optins.c.client.in_(bindparam("people", expanding=True)),
        optins.c.state.in_(OPEN),
        optins.c.ends_at > bindparam("moment"),
    )
)


def waiting(reader: Reader, client: str) -> list[dict[str, Any]]:
    """Each purpose that waits to be confirmed, newest first, with the words as they were read; `state` is the
    letter's: `waiting` to be sent, `sent`, or `failed`."""
    return [
        {
            "purpose": purpose,
            "text": text,
            "email": row["email"],
            "state": row["state"],
            "page": row["page"],
            "at": written(row["at"]),
        }
        for row in reader.all(OF, person=client, moment=now_ms())
        for purpose, text in json.loads(row["words"]).items()
    ]


def unconfirmed_leads(reader: Reader, people: Collection[str]) -> frozenset[str]:
    """The ids of what these people left with a tick that waits for their letter's link."""
    return frozenset(row["lead"] for row in reader.all(LEADS, people=list(people), moment=now_ms()) if row["lead"])
