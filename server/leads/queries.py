"""The leads' statements."""

from sqlalchemy import bindparam, insert, select, update

from server.database import prepared
from server.leads.tables import leads
from server.sites.tables import members

ADD_LEAD = prepared(insert(leads))
LEADS = select(leads, members.c.name.label("taker")).outerjoin(members, members.c.id == leads.c.taken_by)
ONE_LEAD = prepared(LEADS.where(leads.c.id == bindparam("lead"), leads.c.site == bindparam("site")))
SITE = prepared(select(leads.c.site).where(leads.c.id == bindparam("lead")))
FIRST = prepared(
    select(leads.c.id, leads.c.client, leads.c.name, leads.c.phone, leads.c.email, leads.c.at)
    .where(leads.c.site == bindparam("site"), leads.c.sample.is_(False), leads.c.spam.is_(False))
    .order_by(leads.c.id)
    .limit(1)
)
TAKE = prepared(
    update(leads)
    .where(leads.c.id == bindparam("lead"), leads.c.site == bindparam("of"), leads.c.taken_by.is_(None))
    .values(taken_by=bindparam("member"), taken_at=bindparam("moment"))
)
