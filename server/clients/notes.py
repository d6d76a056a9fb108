"""What colleagues write down about a person for each other."""

from sqlalchemy import insert

from server.clients import timeline
from server.clients.tables import notes
from server.database import News, Transaction, prepared
from server.errors import Invalid
from server.widget import some_lines

LONGEST = 4000
ADD = prepared(insert(notes))


def add(tx: Transaction, site: str, client: str, member: str, text: str) -> str:
    """Keep a note on the card and its timeline; gives back its id. Nobody there is refused as `not_found`."""
    written = str(some_lines(text)).strip()
    if not 1 <= len(written) <= LONGEST:
        raise Invalid(errors={"text": f"between 1 and {LONGEST} characters"})
    note = tx.new_id()
    timeline.add(tx, site, client, "note", note, {"text": written, "by": member})
    tx.run(ADD, id=note, site=site, client=client, member=member, text=written, at=tx.now)
    tx.after_commit(News(site, "client", client))
    return note
