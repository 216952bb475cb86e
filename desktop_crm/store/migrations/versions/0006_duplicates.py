"""Keys and findings of the search for duplicates; they are filled in the background, not here."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    "CREATE TABLE match_card (rid INTEGER NOT NULL, state BLOB NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (rid))",
    "CREATE INDEX match_card_due ON match_card (due) WHERE due > 0",
    'CREATE TABLE match_key ("key" INTEGER NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY ("key", rid)) WITHOUT ROWID',
    "CREATE TABLE match_pair (low INTEGER NOT NULL, high INTEGER NOT NULL, percent INTEGER NOT NULL,"
    " reasons TEXT NOT NULL, later_at TEXT, PRIMARY KEY (low, high)) WITHOUT ROWID",
    "CREATE INDEX match_pair_high ON match_pair (high)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
