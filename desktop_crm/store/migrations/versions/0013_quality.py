"""Marks of verification say more; how good each file is, made from the rows that synchronise."""

from alembic import op

from desktop_crm.store.evolution import INTEGER, TEXT, add_field, add_record

revision = "0013"
down_revision = "0012"

_SUMS = "files completeness timely contradictory doubled verified verifiable parts whole"


def upgrade() -> None:
    add_field("verification", "state")
    add_record(
        "collection_plan", name=TEXT, target=TEXT, starts_on=TEXT, due_on=TEXT, monthly_target=INTEGER, state=TEXT,
        author_id=TEXT, by=TEXT,
    )  # fmt: skip
    add_record("collection_item", plan_id=TEXT, field=TEXT, channel=TEXT, legal_note=TEXT, owner=TEXT, author_id=TEXT)
    add_record(
        "export_request", fingerprint=TEXT, customers=INTEGER, small_groups=INTEGER, people=INTEGER, fields=TEXT,
        reason=TEXT, asked_at=TEXT, state=TEXT, decided_by=TEXT, decided_reason=TEXT, author_id=TEXT, by=TEXT,
    )  # fmt: skip
    op.execute(
        "CREATE TABLE file_quality (rid INTEGER NOT NULL, salesperson TEXT NOT NULL, completeness INTEGER NOT NULL,"
        " changed_on INTEGER NOT NULL, contradictions INTEGER NOT NULL, verified INTEGER NOT NULL,"
        " doubtful INTEGER NOT NULL, verifiable INTEGER NOT NULL, parts INTEGER NOT NULL, part_count INTEGER NOT NULL,"
        " fixed INTEGER NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (rid))"
    )
    op.execute("CREATE TABLE quality_todo (rid INTEGER NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (rid))")
    sums = ", ".join(f"{name} INTEGER NOT NULL" for name in _SUMS.split())
    op.execute(
        f"CREATE TABLE quality_month (month TEXT NOT NULL, salesperson TEXT NOT NULL, {sums},"
        " PRIMARY KEY (month, salesperson))"
    )
