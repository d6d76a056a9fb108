"""What a widget's settings name besides themselves (a pool, another widget, a department) must stand on its site."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from sqlalchemy import bindparam, column, select, table

from server.database import Prepared, Reader, prepared
from server.sites.tables import widgets
from server.widget import InvalidSettings, Settings

# These rooms stand further on in the line of imports: of their tables only these columns are known here.
_pools = table("code_pools", column("id"), column("site"), column("removed_at"))
_departments = table("departments", column("id"), column("site"))
POOL, WIDGET, DEPARTMENT = "pool", "widget", "department"
KNOWN: Mapping[str, Prepared] = {  # by the `control` of the field that holds the id
    POOL: prepared(
        select(_pools.c.id).where(
            _pools.c.id == bindparam("thing"), _pools.c.site == bindparam("of"), _pools.c.removed_at.is_(None)
        )
    ),
    DEPARTMENT: prepared(
        select(_departments.c.id).where(_departments.c.id == bindparam("thing"), _departments.c.site == bindparam("of"))
    ),
    WIDGET: prepared(
        select(widgets.c.id).where(
            widgets.c.id == bindparam("thing"), widgets.c.site == bindparam("of"), widgets.c.removed_at.is_(None)
        )
    ),
}
OF_SERVER = frozenset({POOL, DEPARTMENT})  # what no browser has to know; which widget a press opens it must


def check(reader: Reader, site: str, settings: Settings) -> None:
    """Refuse settings that name what the site does not have; each such field by its path."""
    wrong = {
        path: control
        for path, control, thing in references(settings, "settings")
        if reader.value(KNOWN[control], thing=thing, of=site) is None
    }
    if wrong:
        raise InvalidSettings(
            errors={path: f"is no {control} of this site" for path, control in wrong.items()},
            reasons={path: f"unknown_{control}" for path, control in wrong.items()},
        )


def references(value: object, path: str) -> Iterator[tuple[str, str, str]]:
    """Every id that these settings name, with its path and what it is an id of; empty fields name nothing."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            extra, inner = field.json_schema_extra, getattr(value, name)
            control = extra.get("control") if isinstance(extra, dict) else None
            if isinstance(control, str) and control in KNOWN:
                yield from [(f"{path}.{name}", control, inner)] if inner else []
            else:
                yield from references(inner, f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for place, each in enumerate(value):
            yield from references(each, f"{path}.{place}")


def stays_here(model: type[BaseModel], name: str) -> bool:
    """Whether a field names something that no browser is told of."""
    extra = model.model_fields[name].json_schema_extra
    return isinstance(extra, dict) and extra.get("control") in OF_SERVER
