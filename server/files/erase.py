"""What is forgotten of a person's files: everything."""

from sqlalchemy import Select, bindparam, delete, select, tuple_

from server.clients.erase import Eraser
from server.database import Transaction, prepared
from server.files.tables import file_parts, files


def erasers(theirs: Select[tuple[str]]) -> tuple[Eraser, ...]:
    """How the files go that belong to these conversations, a statement with the parameter `person`: bytes first."""
    _files = select(files.c.id).where(files.c.conversation.in_(theirs))
    _parts = (
        select(file_parts.c.file, file_parts.c.number).where(file_parts.c.file.in_(_files)).limit(bindparam("most"))
    )
    remove_parts = prepared(delete(file_parts).where(tuple_(file_parts.c.file, file_parts.c.number).in_(_parts)))
    remove = prepared(delete(files).where(files.c.id.in_(_files.limit(bindparam("most")))))

    def forget_parts(tx: Transaction, client: str, most: int) -> int:
        return tx.run(remove_parts, person=client, most=most)

    def forget(tx: Transaction, client: str, most: int) -> int:
        return tx.run(remove, person=client, most=most)

    return Eraser(file_parts.name, forget_parts), Eraser(files.name, forget)
