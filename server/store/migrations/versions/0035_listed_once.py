"""what a decision would destroy is listed commune by commune: a record that two have to do with is found again"""

from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    index = op.f('ix_erasure_item_plan_id_record_digest')
    op.create_index(index, 'erasure_item', ['plan_id', 'record_digest'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
