"""what a decision would destroy is listed commune by commune: a record that two have to do with is found again"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    index = op.f('ix_erasure_item_plan_id_record_digest')
    op.create_index(index, 'erasure_item', ['plan_id', 'record_digest'], unique=False)
    # Lists of whole rounds were made by the form's id, which is every year's: forms of other rounds may be on them.
    op.get_bind().execute(
        sa.text(
            "UPDATE erasure_plan SET note = :note, state = CASE state WHEN 'proposed' THEN 'refused' ELSE 'stopped' END"
            " WHERE round_id IS NOT NULL AND state IN ('proposed', 'running')"
        ),
        {'note': 'Danh sách lập bằng bản phần mềm cũ có thể kể cả phiếu của đợt khác. Đề nghị lại để lập danh sách mới.'},
    )


def downgrade() -> None:
    raise NotImplementedError("a node goes back by restoring the copy made before the upgrade")
