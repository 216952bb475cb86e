"""Classes of customers: tables made from the rows that synchronise, and two fields of the card they read."""

from alembic import op

from desktop_crm.store.evolution import add_field

revision = "0008"
down_revision = "0007"

_SCHEMES = (
    "c1 c2 c3 c4 c5 c6 c7 c8 c12 c23 c13a c9 c10 c14 c13b c15 c15b c11 c18",
    "c25 c16 c17 c17b c19 c22 c20 c21a c21b c26 c28",
)


def upgrade() -> None:
    add_field("customer", "relation_scope")
    add_field("customer", "trade_relation")
    op.execute("CREATE INDEX sales_order_by_no ON sales_order (order_no)")
    op.execute(
        "CREATE TABLE class_run (n INTEGER NOT NULL, rules TEXT NOT NULL, parameters TEXT NOT NULL,"
        " since_at TEXT NOT NULL, day INTEGER NOT NULL, population TEXT NOT NULL, stale INTEGER DEFAULT '1' NOT NULL,"
        " done_at TEXT, PRIMARY KEY (n))"
    )
    op.execute(
        "CREATE TABLE class_value (id INTEGER NOT NULL, scheme TEXT NOT NULL, code TEXT NOT NULL,"
        " place INTEGER DEFAULT '0' NOT NULL, customers INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id),"
        " UNIQUE (scheme, code))"
    )
    classes = ", ".join(f"{name} INTEGER" for name in " ".join(_SCHEMES).split())
    op.execute(
        "CREATE TABLE customer_class (rid INTEGER NOT NULL, run INTEGER NOT NULL, since_on INTEGER NOT NULL,"
        " due_on INTEGER DEFAULT '0' NOT NULL, bought BOOLEAN DEFAULT '0' NOT NULL, sales INTEGER DEFAULT '0' NOT NULL,"
        " margin INTEGER DEFAULT '0' NOT NULL, worth INTEGER DEFAULT '0' NOT NULL, last_on INTEGER DEFAULT '0' NOT NULL,"
        " segment INTEGER,"
        " abc INTEGER DEFAULT '0' NOT NULL, tier INTEGER DEFAULT '0' NOT NULL, kotler INTEGER DEFAULT '0' NOT NULL,"
        f" manual TEXT, {classes}, PRIMARY KEY (rid))"
    )
    op.execute("CREATE INDEX customer_class_due ON customer_class (due_on) WHERE due_on > 0")
    op.execute("CREATE INDEX customer_class_sales ON customer_class (sales) WHERE sales > 0")
    op.execute("CREATE INDEX customer_class_worth ON customer_class (worth) WHERE bought")
    op.execute("CREATE TABLE class_facts (rid INTEGER NOT NULL, facts BLOB NOT NULL, PRIMARY KEY (rid))")
    op.execute(
        "CREATE TABLE class_change (n INTEGER NOT NULL, rid INTEGER NOT NULL, value INTEGER NOT NULL,"
        " manual BOOLEAN NOT NULL, run INTEGER NOT NULL, until_on INTEGER NOT NULL, PRIMARY KEY (n))"
    )
    op.execute("CREATE INDEX class_change_by_customer ON class_change (rid, n)")
    op.execute(
        "CREATE TABLE class_todo (rid INTEGER NOT NULL, mark INTEGER NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (rid))"
    )
    op.execute("CREATE INDEX class_todo_by_step ON class_todo (step, rid)")
