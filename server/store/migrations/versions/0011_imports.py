"""imports, what they did, and the registry's events: moves, lineage, papers, possible doubles"""

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'import_run',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('file_name', sa.Text(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('sheet', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('plan', server.store.types.JsonBytes(), nullable=False),
        sa.Column('terms', server.store.types.JsonBytes(), nullable=False),
        sa.Column('fixes', server.store.types.JsonBytes(), nullable=False),
        sa.Column('counts', server.store.types.JsonBytes(), nullable=False),
        sa.Column('done', sa.Integer(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('created_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('changed_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('import_id', name=op.f('pk_import_run')),
    )
    op.create_index(op.f('ix_import_run_area_code'), 'import_run', ['area_code'])
    op.create_table(
        'import_fault',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('row', sa.Integer(), nullable=False),
        sa.Column('column', sa.Integer(), nullable=True),
        sa.Column('value', sa.Text(), nullable=False),
        sa.Column('what', sa.Text(), nullable=False),
        sa.Column('remedy', sa.Text(), nullable=False),
        sa.Column('severity', sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint('import_id', 'position', name=op.f('pk_import_fault')),
    )
    op.create_table(
        'import_column',
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('head', sa.String(length=200), nullable=False),
        sa.Column('field', sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint('kind', 'head', name=op.f('pk_import_column')),
    )
    op.create_table(
        'import_effect',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('is_new', sa.Boolean(), nullable=False),
        sa.Column('old_code', sa.Text(), nullable=True),
        sa.Column('persons', sa.Integer(), nullable=True),
        sa.Column('before', server.store.types.JsonBytes(), nullable=True),
        sa.PrimaryKeyConstraint('import_id', 'household_id', name=op.f('pk_import_effect')),
    )
    op.create_index(op.f('ix_import_effect_household_id'), 'import_effect', ['household_id'])
    op.create_table(
        'import_done',
        sa.Column('import_id', sa.String(length=36), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('what', sa.String(length=32), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('counts', server.store.types.JsonBytes(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('applied_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('undone_at', server.store.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint('import_id', 'area_code', name=op.f('pk_import_done')),
    )
    op.create_table(
        'list_signed',
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('level', sa.String(length=32), nullable=False),
        sa.Column('standard', sa.String(length=40), nullable=False),
        sa.Column('status_on', sa.String(length=10), nullable=False),
        sa.Column('published', server.store.types.JsonBytes(), nullable=False),
        sa.Column('counted', server.store.types.JsonBytes(), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('signed_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('record_digest', name=op.f('pk_list_signed')),
    )
    op.create_index(op.f('ix_list_signed_area_code'), 'list_signed', ['area_code'])
    op.create_table(
        'household_lineage',
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('other_id', sa.String(length=36), nullable=False),
        sa.Column('how', sa.String(length=32), nullable=False),
        sa.Column('happened_on', sa.String(length=10), nullable=False),
        sa.Column('decision', sa.Text(), nullable=False),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('recorded_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('household_id', 'other_id', 'how', name=op.f('pk_household_lineage')),
    )
    op.create_index(op.f('ix_household_lineage_other_id'), 'household_lineage', ['other_id'])
    op.create_table(
        'household_move',
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('departed_digest', sa.String(length=64), nullable=False),
        sa.Column('from_area', sa.String(length=40), nullable=False),
        sa.Column('to_area', sa.String(length=40), nullable=False),
        sa.Column('departed_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('arrived_digest', sa.String(length=64), nullable=True),
        sa.Column('arrived_at', server.store.types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint('household_id', 'departed_digest', name=op.f('pk_household_move')),
    )
    op.create_index(op.f('ix_household_move_to_area_arrived_digest'), 'household_move', ['to_area', 'arrived_digest'])
    op.create_table(
        'person_identifier',
        sa.Column('person_id', sa.String(length=36), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('number', sa.String(length=40), nullable=False),
        sa.Column('household_id', sa.String(length=36), nullable=False),
        sa.Column('from_on', sa.String(length=10), nullable=True),
        sa.Column('to_on', sa.String(length=10), nullable=True),
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('person_id', 'kind', 'number', name=op.f('pk_person_identifier')),
    )
    op.create_index(op.f('ix_person_identifier_household_id'), 'person_identifier', ['household_id'])
    op.create_index(op.f('ix_person_identifier_number'), 'person_identifier', ['number'])
    op.create_table(
        'duplicate_pair',
        sa.Column('first_id', sa.String(length=36), nullable=False),
        sa.Column('second_id', sa.String(length=36), nullable=False),
        sa.Column('first_area', sa.String(length=40), nullable=False),
        sa.Column('second_area', sa.String(length=40), nullable=False),
        sa.Column('score', sa.Integer(), nullable=False),
        sa.Column('reasons', server.store.types.JsonBytes(), nullable=False),
        sa.Column('decision', sa.String(length=32), nullable=True),
        sa.Column('decided_by', sa.String(length=36), nullable=True),
        sa.Column('decided_at', server.store.types.UtcDateTime(), nullable=True),
        sa.Column('found_at', server.store.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_duplicate_pair')),
    )
    op.create_index(op.f('ix_duplicate_pair_first_area'), 'duplicate_pair', ['first_area'])
    op.create_index(op.f('ix_duplicate_pair_second_id'), 'duplicate_pair', ['second_id'])


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
