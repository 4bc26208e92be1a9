"""indexes of what a province's pages count and list of a million cases"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = 'review_case'
    op.drop_index('ix_review_case_round_id_village_code_tablet_state', table_name=table)
    op.create_index('ix_review_case_tablet', table, ['round_id', 'village_code', 'tablet_state', 'assignment_id'])
    op.create_index(
        'ix_review_case_crossing',
        table,
        ['round_id', 'received_at', 'case_id', 'area_code', 'review_state'],
        sqlite_where=sa.text('has_conflict = 1'),
        postgresql_where=sa.text('has_conflict'),
    )
    is_unmet = sa.text("instance_id IS NOT NULL AND (outcome IS NULL OR outcome != 'completed')")
    op.create_index(
        'ix_review_case_unmet', table, ['round_id', 'area_code'], sqlite_where=is_unmet, postgresql_where=is_unmet
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
