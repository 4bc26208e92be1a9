"""How well a node is: one pure judgement for each thing looked at, with what to do about it. Levels: ok, warn, bad."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LEVELS = ("ok", "warn", "bad")
# Below the first a node takes nothing in any more (`store.blobs`); below the second there is time to act.
BAD_FREE_BYTES, WARN_FREE_BYTES, WARN_FREE_SHARE = 512_000_000, 5_000_000_000, 0.1
CLOCK_SLACK = dt.timedelta(minutes=5)
BACKUP_WARN, BACKUP_BAD = dt.timedelta(days=2), dt.timedelta(days=7)
SLOW_WRITE_SECONDS, STUCK_WRITE_SECONDS = 0.5, 5.0
LATE_JOB = dt.timedelta(minutes=15)
SHOWN_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: a stable name, a level, what was found, and the remedy where it is not well."""

    name: str
    level: str
    told: str
    remedy: str = ""


def worst(checks: list[Check]) -> str:
    """The level of the whole."""
    return max((one.level for one in checks), key=LEVELS.index, default="ok")


def judge_disk(free: int, total: int) -> Check:
    """Bytes free where the data lies."""
    told = f"Còn {free // 10**9} GB trên {total // 10**9} GB."
    if free < BAD_FREE_BYTES:
        remedy = "Giải phóng ổ đĩa ngay: máy chủ sắp ngừng nhận phiếu. Không xóa gì trong thư mục dữ liệu."
        return Check("disk", "bad", told, remedy)
    if free < WARN_FREE_BYTES or free < WARN_FREE_SHARE * total:
        return Check("disk", "warn", told, "Chuyển tệp khác sang ổ khác, hoặc thay ổ lớn hơn trong tuần này.")
    return Check("disk", "ok", told)


def judge_clock(now: dt.datetime, newest: dt.datetime | None) -> Check:
    """The machine's clock against the newest thing it has written itself."""
    if newest is not None and newest - now > CLOCK_SLACK:
        told = f"Đồng hồ máy chậm hơn bản ghi mới nhất {_span(newest - now)}."
        return Check("clock", "bad", told, "Chỉnh giờ (timedatectl set-ntp true) rồi khởi động lại máy chủ.")
    return Check("clock", "ok", "Đồng hồ không đi lùi.")


def judge_keys(*, is_private: bool, is_wrapped: bool, has_recovery: bool) -> Check:
    """The key file: readable by its owner alone, wrapped, and with a way back."""
    if not is_private:
        told = "Tệp khóa hoặc thư mục dữ liệu đọc được bởi người dùng khác trên máy."
        return Check("keys", "bad", told, "Chạy: chmod 700 thư mục dữ liệu, chmod 600 node.key.")
    if not has_recovery:
        told = "Chưa có tờ khôi phục: quên mật khẩu hoặc hỏng máy là mất dữ liệu."
        return Check("keys", "warn", told, "Chạy rasoat keys recovery, in ra, cất trong két.")
    if not is_wrapped:
        told = "Khóa không bọc mật khẩu: ai chép thư mục dữ liệu thì đọc được."
        return Check("keys", "warn", told, "Chạy rasoat keys passphrase, hoặc giữ máy trong phòng khóa.")
    return Check("keys", "ok", "Khóa có mật khẩu, có tờ khôi phục.")


def judge_writing(seconds: float | None) -> Check:
    """How long a write waited for its turn and the disk; None: it failed."""
    if seconds is None:
        return Check("writing", "bad", "Không ghi được vào cơ sở dữ liệu.", "Xem ổ đĩa; PostgreSQL có đang chạy không.")
    told = f"Ghi một lần mất {seconds * 1000:.0f} mili giây."
    if seconds > STUCK_WRITE_SECONDS:
        return Check(
            "writing", "bad", told, "Tắt chương trình khác đang ghi vào ổ này; kiểm tra ổ đĩa có sắp hỏng không."
        )
    if seconds > SLOW_WRITE_SECONDS:
        return Check("writing", "warn", told, "Ổ đĩa chậm: xem có chương trình nào khác đang dùng không.")
    return Check("writing", "ok", told)


def judge_jobs(waiting: int, failed: int, late: int) -> Check:
    """Work that runs by itself: `late` should have run a quarter of an hour ago."""
    told = f"{waiting} việc chờ, {late} việc trễ, {failed} việc hỏng."
    if failed:
        return Check("jobs", "warn", told, "Xem rasoat jobs list, rồi rasoat jobs retry.")
    if late:
        return Check("jobs", "warn", told, "Máy chủ có đang chạy không? Chạy ngay: rasoat jobs run.")
    return Check("jobs", "ok", told)


def judge_forms(pending: int, held: int, quarantined: int) -> Check:
    """Forms that are here and do not count yet."""
    told = f"{pending} phiếu chờ xử lý, {held} phiếu chờ bản trước, {quarantined} phiếu cách ly."
    if pending:
        remedy = "Lỗi của chương trình, phiếu không mất: cài bản mới rồi rasoat jobs retry."
        return Check("forms", "bad", told, remedy)
    if held or quarantined:
        return Check("forms", "warn", told, "Cán bộ xã xem ở trang Việc hôm nay.")
    return Check("forms", "ok", told)


def judge_versions(revision: str | None, known: str, release: str) -> Check:
    """The database's revision against the program's."""
    told = f"Phần mềm {release}, dữ liệu bản {revision or 'trống'}."
    if revision != known:
        return Check("versions", "bad", told, f"Phần mềm cần dữ liệu bản {known}: chạy rasoat upgrade.")
    return Check("versions", "ok", told)


def judge_backup(age: dt.timedelta | None, *, is_checked: bool) -> Check:
    """How old the newest backup is, and whether it was proved by restoring; None: there is none."""
    if age is None:
        return Check(
            "backup", "bad", "Chưa sao lưu lần nào.", "Chạy rasoat backup vào ổ đĩa khác, rồi đặt lịch mỗi đêm."
        )
    told = f"Sao lưu gần nhất cách đây {_span(age)}."
    if age > BACKUP_WARN:
        return Check(
            "backup", "bad" if age > BACKUP_BAD else "warn", told, "Chạy rasoat backup; xem lịch có chạy không."
        )
    if not is_checked:
        return Check("backup", "warn", f"{told} Bản đó chưa khôi phục thử.", "Chạy rasoat backup không có --no-check.")
    return Check("backup", "ok", f"{told} Đã khôi phục thử.")


def judge_integrity(faults: list[str], looked_at: str) -> Check:
    """What a look through the data found; `looked_at` says how far it went."""
    if faults:
        told = f"{len(faults)} chỗ không khớp: {', '.join(faults[:SHOWN_FAULTS])}."
        return Check("integrity", "bad", told, "Dừng máy chủ, giữ nguyên thư mục, khôi phục từ bản sao lưu.")
    return Check("integrity", "ok", f"{looked_at}: nguyên vẹn.")


def judge_address(url: str, *, is_served_to_others: bool) -> Check:
    """How tablets reach the node: over the Internet only by HTTPS."""
    if url.startswith("http://") and is_served_to_others and not _is_local(url):
        told = f"Máy tính bảng gửi qua {url} không mã hóa."
        return Check(
            "address", "bad", told, "Đặt sau máy chủ web có HTTPS (docs/deploy/Caddyfile), sửa RASOAT_BASE_URL."
        )
    return Check("address", "ok", f"Địa chỉ {url}.")


def _is_local(url: str) -> bool:
    host = url.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
    second = host.split(".")[1] if host.startswith("172.") else ""
    is_private_b = second.isdecimal() and 16 <= int(second) <= 31
    return host in ("localhost", "[::1]") or host.startswith(("127.", "10.", "192.168.", "169.254.")) or is_private_b


def _span(span: dt.timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return (
        f"{hours // 24} ngày" if hours >= 48 else f"{hours} giờ" if hours else f"{int(span.total_seconds() // 60)} phút"
    )
