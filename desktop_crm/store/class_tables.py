"""Tables of the classes: made from the synchronised rows, never sent, made anew at any time
(:mod:`desktop_crm.store.classes`)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from desktop_crm.domain.classification.catalogue import DECIDED
from desktop_crm.store.schema import metadata

#: The rules under which classes were made: their parameters, the ranks of all customers, the day they hold for.
class_run = Table(
    "class_run",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("rules", Text, nullable=False),  # hash of rules and parameters
    Column("parameters", Text, nullable=False),  # JSON
    Column("since_at", Text, nullable=False),
    Column("day", Integer, nullable=False),  # ordinal of the last day whose windows were followed
    Column("population", Text, nullable=False),  # JSON
    Column("stale", Integer, nullable=False, server_default="1"),  # 1: measure the population, 2: compare ranks
    Column("done_at", Text),
)

#: Every class that occurs; ``place`` is its place in the scheme, ``customers`` how many have it.
class_value = Table(
    "class_value",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scheme", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("place", Integer, nullable=False, server_default="0"),
    Column("customers", Integer, nullable=False, server_default="0"),
    UniqueConstraint("scheme", "code"),
)


def class_column(scheme_id: str) -> str:
    """Return the column of a scheme."""
    return scheme_id.lower()


#: One row a customer, whole numbers only: the sums by which it is ranked, and its class in each scheme.
customer_class = Table(
    "customer_class",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("run", Integer, nullable=False),  # class_run under which the classes were made; 0 none yet
    Column("since_on", Integer, nullable=False),  # ordinal of the day on which the customer was first classified
    Column("due_on", Integer, nullable=False, server_default="0"),  # day on which a class may change by itself
    Column("bought", Boolean, nullable=False, server_default="0"),
    Column("sales", Integer, nullable=False, server_default="0"),  # of 12 months, minor units
    Column("margin", Integer, nullable=False, server_default="0"),
    Column("worth", Integer, nullable=False, server_default="0"),
    Column("last_on", Integer, nullable=False, server_default="0"),  # ordinal of the last order
    Column("segment", Integer),  # class_value of the pair of product line and nature
    Column("abc", Integer, nullable=False, server_default="0"),  # the ranks the classes were made with
    Column("tier", Integer, nullable=False, server_default="0"),
    Column("kotler", Integer, nullable=False, server_default="0"),
    Column("manual", Text),  # schemes in which a person decided, separated by blanks
    *(Column(class_column(scheme.id), Integer) for scheme in DECIDED),
)
Index("customer_class_due", customer_class.c.due_on, sqlite_where=customer_class.c.due_on > 0)
Index("customer_class_sales", customer_class.c.sales, sqlite_where=customer_class.c.sales > 0)
Index("customer_class_worth", customer_class.c.worth, sqlite_where=customer_class.c.bought)

#: What the rules know of a customer (:class:`desktop_crm.domain.classification.facts.Facts`).
class_facts = Table(
    "class_facts",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("facts", LargeBinary, nullable=False),
)

#: Classes that customers had until a day; the present one began where the last of these ended.
class_change = Table(
    "class_change",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("rid", Integer, nullable=False),
    Column("value", Integer, nullable=False),  # class_value
    Column("manual", Boolean, nullable=False),
    Column("run", Integer, nullable=False),
    Column("until_on", Integer, nullable=False),
)
Index("class_change_by_customer", class_change.c.rid, class_change.c.n)

#: Customers whose classes must be made anew.
class_todo = Table(
    "class_todo",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("mark", Integer, nullable=False),  # drawn anew at each change, so that none is lost while working
    Column("step", Integer, nullable=False),
)
Index("class_todo_by_step", class_todo.c.step, class_todo.c.rid)
