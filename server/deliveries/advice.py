"""What an operator should know of deliveries, read from outside while a server may run."""

from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from server.database.engines import engine_of
from server.deliveries.channels import WEBHOOK
from server.deliveries.listing import ILL, Patient
from server.deliveries.targets import target_of
from server.sites.instants import written


def ill_targets(url: str) -> list[str]:
    """One sentence for each target that is off, fails or missed something; none for a database that is away."""
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(ILL).mappings()]
    except SQLAlchemyError:
        return []  # what is wrong with it stands in the lines about the database
    finally:
        engine.dispose()
    found = [Patient(target_of(row), row["waiting"], row["failed"]) for row in rows]
    return [_sentence(each) for each in found if each.is_ill]


def _sentence(patient: Patient) -> str:
    target = patient.target
    host = urlsplit(target.address).hostname if target.channel == WEBHOOK else ""
    said = [f"{target.channel} {target.name or host or target.id} of site {target.site}"]
    if target.state != "active":
        said.append(f"is off ({target.reason})")
    if target.failing_since is not None:
        said.append(f"fails since {written(target.failing_since)}")
    return f"{', '.join(said)}: {patient.waiting} wait, {patient.failed} have failed."
