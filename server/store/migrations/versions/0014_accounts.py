"""accounts: passwords shown once, longer locks, who gave a role and for whom, sessions by device, second factors"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = server.store.types.UtcDateTime
    op.add_column('account', sa.Column('is_temporary', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('account', sa.Column('lock_count', sa.Integer(), server_default=sa.text('0'), nullable=False))
    op.add_column('access_grant', sa.Column('giver_id', sa.String(length=36), nullable=True))
    op.add_column('access_grant', sa.Column('given_at', moment(), nullable=True))
    op.add_column('access_grant', sa.Column('delegator_id', sa.String(length=36), nullable=True))
    op.add_column('access_grant', sa.Column('revoked_at', moment(), nullable=True))
    op.add_column('sign_in', sa.Column('address', sa.Text(), nullable=True))
    op.add_column('sign_in', sa.Column('user_agent', sa.Text(), nullable=True))
    op.add_column('sign_in', sa.Column('previous_at', moment(), nullable=True))
    op.add_column('sign_in', sa.Column('failed_before', sa.Integer(), server_default=sa.text('0'), nullable=False))
    op.add_column('sign_in', sa.Column('is_verified', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        'second_factor',
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('secret', sa.LargeBinary(), nullable=False),
        sa.Column('confirmed_at', moment(), nullable=True),
        sa.Column('last_step', sa.BigInteger(), nullable=False),
        sa.Column('recovery', server.store.types.JsonBytes(), nullable=False),
        sa.PrimaryKeyConstraint('actor_id', name=op.f('pk_second_factor')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
