"""What was done to many customers at once, so that it can be taken back as one."""

from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    op.execute("ALTER TABLE history ADD COLUMN batch INTEGER")
    op.execute("CREATE INDEX history_by_batch ON history (batch) WHERE batch IS NOT NULL")
    op.execute(
        "CREATE TABLE batch (n INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, what TEXT NOT NULL,"
        " at TEXT NOT NULL, by TEXT NOT NULL, device TEXT NOT NULL, reverses INTEGER,"
        " created INTEGER DEFAULT '0' NOT NULL, changed INTEGER DEFAULT '0' NOT NULL,"
        " skipped INTEGER DEFAULT '0' NOT NULL, report TEXT, reached INTEGER, outcome TEXT)"
    )
    op.execute("CREATE INDEX batch_by_reversed ON batch (reverses) WHERE reverses IS NOT NULL")
