"""Units of work and reads on SQLite or PostgreSQL: what is answered is on disk, and news goes out after the commit."""

from server.database.database import Database, open_database
from server.database.failures import Clash
from server.database.feed import Told
from server.database.ids import new_id, now_ms
from server.database.reader import Reader, Row
from server.database.statements import Prepared, Statement, prepared
from server.database.transaction import News, Transaction

__all__ = [
    "Clash",
    "Database",
    "News",
    "Prepared",
    "Reader",
    "Row",
    "Statement",
    "Told",
    "Transaction",
    "new_id",
    "now_ms",
    "open_database",
    "prepared",
]
