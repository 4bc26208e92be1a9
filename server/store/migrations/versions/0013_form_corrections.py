"""why a submission was corrected in the browser"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'form_correction',
        sa.Column('instance_id', sa.String(length=200), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('corrected_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('instance_id', name=op.f('pk_form_correction')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
