"""tokens of programs that read the API"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'program_token',
        sa.Column('token_id', sa.String(length=36), nullable=False),
        sa.Column('token_sha256', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('grant_id', sa.String(length=36), nullable=False),
        sa.Column('created_by', sa.String(length=36), nullable=False),
        sa.Column('created_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('expires_on', sa.String(length=10), nullable=False),
        sa.Column('revoked_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('used_at', server.store.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint('token_id', name=op.f('pk_program_token')),
        sa.UniqueConstraint('token_sha256', name=op.f('uq_program_token_token_sha256')),
    )
    op.create_index(op.f('ix_program_token_actor_id'), 'program_token', ['actor_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
