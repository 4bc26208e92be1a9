"""indexes nothing looks up: each cost every submission a page"""

from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f('ix_submission_record_digest'), table_name='submission')
    op.drop_index(op.f('ix_submission_deprecated_id'), table_name='submission')
    op.drop_index(op.f('ix_arrival_received_at'), table_name='arrival')


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
