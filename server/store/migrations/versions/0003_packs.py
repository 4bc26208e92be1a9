"""what people read in the papers of a law, what two of them read alike; a round's procedure and tiers"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'pack_entry',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('pack_id', sa.String(length=80), nullable=False),
        sa.Column('base_digest', sa.String(length=64), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('document', server.store.types.JsonBytes(), nullable=False),
        sa.Column('given', server.store.types.JsonBytes(), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('entered_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_pack_entry')),
    )
    op.create_index(op.f('ix_pack_entry_pack_id'), 'pack_entry', ['pack_id'], unique=False)
    op.create_table(
        'pack_adoption',
        sa.Column('adoption_id', sa.String(length=36), nullable=False),
        sa.Column('pack_id', sa.String(length=80), nullable=False),
        sa.Column('adopted_id', sa.String(length=80), nullable=False),
        sa.Column('base_digest', sa.String(length=64), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('adopted', server.store.types.JsonBytes(), nullable=False),
        sa.Column('entries', server.store.types.JsonBytes(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('adopted_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('adoption_id', name=op.f('pk_pack_adoption')),
    )
    op.create_index(op.f('ix_pack_adoption_adopted_id'), 'pack_adoption', ['adopted_id'], unique=False)
    op.create_index(op.f('ix_pack_adoption_pack_id'), 'pack_adoption', ['pack_id'], unique=False)
    for name in ('procedure', 'tiers'):
        op.add_column('review_round', sa.Column(name, server.store.types.JsonBytes(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
