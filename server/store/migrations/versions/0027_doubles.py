"""pairs that may be one: what a search found, and what people decided; no release has written the table before"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('duplicate_pair')
    op.create_table(
        'duplicate_candidate',
        *_sides(),
        sa.Column('score', sa.Integer(), nullable=False),
        sa.Column('reasons', server.store.types.JsonBytes(), nullable=False),
        sa.Column('codes', sa.String(length=300), nullable=False),
        sa.Column('found_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('pair_id', name=op.f('pk_duplicate_candidate')),
    )
    for columns in (['first_id'], ['second_id'], ['score', 'pair_id'], ['first_area', 'score'], ['second_area', 'score']):
        op.create_index(op.f(f'ix_duplicate_candidate_{"_".join(columns)}'), 'duplicate_candidate', columns)
    op.create_table(
        'duplicate_decision',
        *_sides(),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('kept_id', sa.String(length=36), nullable=True),
        sa.Column('batch_id', sa.String(length=36), nullable=True),
        sa.Column('decided_by', sa.String(length=36), nullable=False),
        sa.Column('decided_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('pair_id', name=op.f('pk_duplicate_decision')),
    )
    for name in ('batch_id', 'first_area', 'first_id', 'second_id', 'state'):
        op.create_index(op.f(f'ix_duplicate_decision_{name}'), 'duplicate_decision', [name])
    op.create_table(
        'duplicate_note',
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('pair_id', sa.String(length=36), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('noted_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('record_digest', name=op.f('pk_duplicate_note')),
    )
    op.create_index(op.f('ix_duplicate_note_pair_id'), 'duplicate_note', ['pair_id'])
    _create_search()


def _create_search() -> None:
    op.create_table(
        'duplicate_key',
        sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('household', sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint('key', 'household', name=op.f('pk_duplicate_key')),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'duplicate_seen',
        sa.Column('household', sa.LargeBinary(length=16), nullable=False),
        sa.Column('digest', sa.BigInteger(), nullable=False),
        sa.Column('key_bytes', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('household', name=op.f('pk_duplicate_seen')),
    )
    op.create_table(
        'duplicate_crowd',
        sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('what', sa.String(length=32), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('seen_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_duplicate_crowd')),
    )
    op.create_index(op.f('ix_duplicate_crowd_area_code'), 'duplicate_crowd', ['area_code'])


def _sides() -> list[sa.Column]:
    return [
        sa.Column('pair_id', sa.String(length=36), nullable=False),
        sa.Column('level', sa.String(length=32), nullable=False),
        sa.Column('first_id', sa.String(length=36), nullable=False),
        sa.Column('second_id', sa.String(length=36), nullable=False),
        sa.Column('first_person', sa.String(length=36), nullable=True),
        sa.Column('second_person', sa.String(length=36), nullable=True),
        sa.Column('first_area', sa.String(length=40), nullable=False),
        sa.Column('second_area', sa.String(length=40), nullable=False),
    ]


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
