"""Campaigns with their target and control groups; the likely reason why a customer stays away."""

from alembic import op

from desktop_crm.store.evolution import INTEGER, TEXT, add_record

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    add_record(
        "campaign", name=TEXT, promo_type=TEXT, benefit_kind=TEXT, intention=TEXT, from_on=TEXT, to_on=TEXT,
        follow_days=INTEGER, product_line=TEXT, fixed_cost=INTEGER, variable_cost=INTEGER, media=TEXT, description=TEXT,
        text=TEXT, time_changes=TEXT, evaluation=TEXT, target=TEXT, control_percent=INTEGER, seed=TEXT, closed_on=TEXT,
        author_id=TEXT, by=TEXT,
    )  # fmt: skip
    add_record(
        "campaign_member", campaign_id=TEXT, member_group=TEXT, drawn_on=TEXT, responded_on=TEXT, note=TEXT,
    )  # fmt: skip
    op.execute("CREATE INDEX campaign_member_by_campaign ON campaign_member (campaign_id)")
    op.execute("ALTER TABLE customer_class ADD COLUMN c21c INTEGER")
