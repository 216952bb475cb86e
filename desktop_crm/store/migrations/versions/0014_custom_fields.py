"""With which version of the company's form a card was filled."""

from desktop_crm.store.evolution import add_field

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    add_field("customer", "form_version")
