"""What the enumerator reads on the tablet, by the code of the answer."""

from __future__ import annotations

from server.domain.uploads import Answer
from server.telling import Told, tell

from .types import Receipt

SUCCESS = Told(
    "full submission upload was successful!"
)  # Collect shows this exact text as "Success" in its own language
TEXTS = {
    "held": tell("Đã nhận và giữ. Phiếu chờ bản trước của cùng hộ, sẽ tự xử lý khi bản đó đến."),
    "crossed": tell("Đã nhận. Có bản khác của cùng hộ; cả hai được giữ, giám sát sẽ xem."),
    "quarantined": tell("Đã nhận. Mã của máy thuộc người đã nghỉ nên phiếu được giữ riêng để xem xét."),
    "trial": tell("Đã nhận phiếu thử. Phiếu này không tính vào kết quả."),
    "unplaced": tell("Đã nhận. Chưa xếp được phiếu vào hộ hay thôn nào; cán bộ xã sẽ xem."),
    "conflict": (
        tell(
            "Máy chủ đã có một phiếu khác cùng mã (instanceID) với nội dung khác. Bản này được giữ riêng "
            "để xem. Báo người quản trị, đừng gửi lại."
        )
    ),
}


def to_receipt(answer: Answer, instance_id: str) -> Receipt:
    """The receipt with its text; anything ordinary is Collect's own word for success."""
    return Receipt(answer.status, answer.code, TEXTS.get(answer.code, SUCCESS), instance_id)
