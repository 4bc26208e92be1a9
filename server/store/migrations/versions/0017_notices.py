"""news read by people, addresses of other programs"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

moment = server.store.types.UtcDateTime


def upgrade() -> None:
    op.create_table(
        'notice_mark',
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('read_until_at', moment(), nullable=False),
        sa.PrimaryKeyConstraint('actor_id', name=op.f('pk_notice_mark')),
    )
    op.create_table(
        'notice_read',
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('actor_id', 'record_digest', name=op.f('pk_notice_read')),
    )
    op.create_table(
        'webhook',
        sa.Column('webhook_id', sa.String(length=36), nullable=False),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('secret', sa.Text(), nullable=False),
        sa.Column('events', server.store.types.JsonBytes(), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('is_active', sa.Boolean(create_constraint=False), nullable=False),
        sa.Column('position', sa.BigInteger(), nullable=False),
        sa.Column('sent_count', sa.Integer(), nullable=False),
        sa.Column('error', sa.Text(), nullable=True),
        sa.Column('added_at', moment(), nullable=False),
        sa.Column('sent_at', moment(), nullable=True),
        sa.PrimaryKeyConstraint('webhook_id', name=op.f('pk_webhook')),
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
