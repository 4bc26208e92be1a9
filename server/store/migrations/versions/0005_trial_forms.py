"""forms on trial, and the enrolments of test tablets that see them"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('form_version', sa.Column('is_trial', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('device_token', sa.Column('is_test', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
