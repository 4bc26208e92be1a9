"""which villages, accounts and numbers an import brought, so that all of it can be taken back"""

import datetime as dt
import json

import sqlalchemy as sa
from alembic import op

import server.store.types

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('village', sa.Column('import_id', sa.String(length=36), nullable=True))
    op.add_column('village', sa.Column('withdrawn_by', sa.String(length=64), nullable=True))
    op.create_index(op.f('ix_village_import_id'), 'village', ['import_id'], unique=False)
    op.add_column('account', sa.Column('import_id', sa.String(length=36), nullable=True))
    op.create_index(op.f('ix_account_import_id'), 'account', ['import_id'], unique=False)
    entry = op.create_table(
        'denominator_entry',
        sa.Column('record_digest', sa.String(length=64), nullable=False),
        sa.Column('group', sa.String(length=32), nullable=False),
        sa.Column('area_kind', sa.String(length=32), nullable=False),
        sa.Column('area_code', sa.String(length=40), nullable=False),
        sa.Column('counted_on', sa.String(length=10), nullable=False),
        sa.Column('households', sa.Integer(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('actor_id', sa.String(length=36), nullable=False),
        sa.Column('entered_at', server.store.types.UtcDateTime(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('import_id', sa.String(length=36), nullable=True),
        sa.Column('withdrawn_by', sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint('record_digest', 'group', 'area_kind', name=op.f('pk_denominator_entry')),
    )
    name = 'denominator_entry'
    op.create_index(op.f('ix_denominator_entry_area_code_counted_on'), name, ['area_code', 'counted_on'], unique=False)
    op.create_index(op.f('ix_denominator_entry_import_id'), name, ['import_id'], unique=False)
    _fill_villages(op.get_bind())
    _fill_entries(op.get_bind(), entry)


def _payloads(connection: sa.Connection, kind: str) -> list[sa.Row]:
    """(digest, envelope, received_us, body) of a kind in the order of arrival; the log says what the tables lacked."""
    query = sa.text(
        'SELECT r.digest, r.envelope, r.received_us, p.body FROM record r'
        ' JOIN record_payload p ON p.digest = r.digest WHERE r.kind = :kind ORDER BY r.position'
    )
    return list(connection.execute(query, {'kind': kind}))


def _fill_villages(connection: sa.Connection) -> None:
    for row in _payloads(connection, 'villages.registered'):
        said = json.loads(bytes(row.body))
        if isinstance(said, dict) and isinstance(said.get('import_id'), str):
            for one in said['villages']:
                change = sa.text('UPDATE village SET import_id = :import_id WHERE code = :code')
                connection.execute(change, {'import_id': said['import_id'], 'code': one['code']})


def _fill_entries(connection: sa.Connection, entry: sa.Table) -> None:
    """Of records whose numbers stand in the table; one that could not be read then is told again by a rebuild."""
    stuck = set(connection.execute(sa.text('SELECT record_digest FROM stuck_record')).scalars())
    numbers: dict[tuple[str, ...], int] = {}
    for row in _payloads(connection, 'denominators.entered'):
        if row.digest in stuck:
            continue
        said, actor = json.loads(bytes(row.body)), json.loads(bytes(row.envelope))['actor']
        entries = {(one['group'], one['area_kind']): one for one in said['entries']}
        for (group, area_kind), one in entries.items():
            key = (said['area_code'], said['counted_on'], group, area_kind)
            numbers[key] = numbers.get(key, 0) + 1
            values = dict(zip(('area_code', 'counted_on', 'group', 'area_kind'), key, strict=True))
            values |= {'record_digest': row.digest, 'actor_id': actor, 'source': said['source']}
            values |= {'households': one['households'], 'persons': one['persons'], 'number': numbers[key]}
            values['entered_at'] = server.store.types.EPOCH + dt.timedelta(microseconds=row.received_us)
            connection.execute(sa.insert(entry), values)


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
