"""Contents of attachments."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "DROP TABLE transfer",  # of a version in which attachments had no content yet
    "CREATE TABLE content (sha256 VARCHAR(64) NOT NULL, size INTEGER NOT NULL, here BOOLEAN DEFAULT '0' NOT NULL,"
    " at_server BOOLEAN DEFAULT '0' NOT NULL, row_id VARCHAR(36) NOT NULL, agg_id VARCHAR(36) NOT NULL,"
    " wanted BOOLEAN DEFAULT '0' NOT NULL, have INTEGER DEFAULT '0' NOT NULL, error TEXT, asked_at TEXT, added_at TEXT,"
    " used_at TEXT NOT NULL, erased BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (sha256))",
    "CREATE INDEX content_here_alone ON content (sha256) WHERE here AND NOT at_server AND NOT erased",
    "CREATE INDEX attachment_by_content ON attachment (sha256)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
