"""How well a node is: one pure judgement for each thing looked at, with what to do about it. Levels: ok, warn, bad."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from server.telling import NOTHING, Told, tell

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
    told: Told
    remedy: Told = NOTHING


def worst(checks: list[Check]) -> str:
    """The level of the whole."""
    return max((one.level for one in checks), key=LEVELS.index, default="ok")


def judge_disk(free: int, total: int) -> Check:
    """Bytes free where the data lies."""
    told = tell("Còn {free} GB trên {total} GB.", free=free // 10**9, total=total // 10**9)
    if free < BAD_FREE_BYTES:
        remedy = tell("Giải phóng ổ đĩa ngay: máy chủ sắp ngừng nhận phiếu. Không xóa gì trong thư mục dữ liệu.")
        return Check("disk", "bad", told, remedy)
    if free < WARN_FREE_BYTES or free < WARN_FREE_SHARE * total:
        return Check("disk", "warn", told, tell("Chuyển tệp khác sang ổ khác, hoặc thay ổ lớn hơn trong tuần này."))
    return Check("disk", "ok", told)


def judge_clock(now: dt.datetime, newest: dt.datetime | None) -> Check:
    """The machine's clock against the newest thing it has written itself."""
    if newest is not None and newest - now > CLOCK_SLACK:
        told = tell("Đồng hồ máy chậm hơn bản ghi mới nhất {span}.", span=_span(newest - now))
        return Check("clock", "bad", told, tell("Chỉnh giờ (timedatectl set-ntp true) rồi khởi động lại máy chủ."))
    return Check("clock", "ok", tell("Đồng hồ không đi lùi."))


def judge_keys(*, is_private: bool, is_wrapped: bool, has_recovery: bool) -> Check:
    """The key file: readable by its owner alone, wrapped, and with a way back."""
    if not is_private:
        told = tell("Tệp khóa hoặc thư mục dữ liệu đọc được bởi người dùng khác trên máy.")
        return Check("keys", "bad", told, tell("Chạy: chmod 700 thư mục dữ liệu, chmod 600 node.key."))
    if not has_recovery:
        told = tell("Chưa có tờ khôi phục: quên mật khẩu hoặc hỏng máy là mất dữ liệu.")
        return Check("keys", "warn", told, tell("Chạy rasoat keys recovery, in ra, cất trong két."))
    if not is_wrapped:
        told = tell("Khóa không bọc mật khẩu: ai chép thư mục dữ liệu thì đọc được.")
        return Check("keys", "warn", told, tell("Chạy rasoat keys passphrase, hoặc giữ máy trong phòng khóa."))
    return Check("keys", "ok", tell("Khóa có mật khẩu, có tờ khôi phục."))


def judge_writing(seconds: float | None) -> Check:
    """How long a write waited for its turn and the disk; None: it failed."""
    if seconds is None:
        return Check(
            "writing",
            "bad",
            tell("Không ghi được vào cơ sở dữ liệu."),
            tell("Xem ổ đĩa; PostgreSQL có đang chạy không."),
        )
    told = tell("Ghi một lần mất {seconds} mili giây.", seconds=round(seconds * 1000))
    if seconds > STUCK_WRITE_SECONDS:
        return Check(
            "writing", "bad", told, tell("Tắt chương trình khác đang ghi vào ổ này; kiểm tra ổ đĩa có sắp hỏng không.")
        )
    if seconds > SLOW_WRITE_SECONDS:
        return Check("writing", "warn", told, tell("Ổ đĩa chậm: xem có chương trình nào khác đang dùng không."))
    return Check("writing", "ok", told)


def judge_jobs(waiting: int, failed: int, late: int) -> Check:
    """Work that runs by itself: `late` should have run a quarter of an hour ago."""
    told = tell("{waiting} việc chờ, {late} việc trễ, {failed} việc hỏng.", waiting=waiting, late=late, failed=failed)
    if failed:
        return Check("jobs", "warn", told, tell("Xem rasoat jobs list, rồi rasoat jobs retry."))
    if late:
        return Check("jobs", "warn", told, tell("Máy chủ có đang chạy không? Chạy ngay: rasoat jobs run."))
    return Check("jobs", "ok", told)


def judge_forms(pending: int, held: int, quarantined: int) -> Check:
    """Forms that are here and do not count yet."""
    told = tell(
        "{pending} phiếu chờ xử lý, {held} phiếu chờ bản trước, {quarantined} phiếu cách ly.",
        pending=pending,
        held=held,
        quarantined=quarantined,
    )
    if pending:
        remedy = tell("Lỗi của chương trình, phiếu không mất: cài bản mới rồi rasoat jobs retry.")
        return Check("forms", "bad", told, remedy)
    if held or quarantined:
        return Check("forms", "warn", told, tell("Cán bộ xã xem ở trang Việc hôm nay."))
    return Check("forms", "ok", told)


def judge_records(stuck: int) -> Check:
    """Records of the log that no table shows: kept whole, but what they say does not count yet."""
    if stuck:
        told = tell("{n} bản ghi được giữ nguyên nhưng chưa xử lý được.", n=stuck)
        return Check("records", "bad", told, tell("Xem từng bản ghi và cách làm ở trang Máy chủ; không xóa gì."))
    return Check("records", "ok", tell("Mọi bản ghi đã được xử lý."))


def judge_versions(revision: str | None, known: str, release: str) -> Check:
    """The database's revision against the program's."""
    told = tell("Phần mềm {release}, dữ liệu bản {value}.", release=release, value=revision or tell("trống"))
    if revision != known:
        return Check(
            "versions", "bad", told, tell("Phần mềm cần dữ liệu bản {known}: chạy rasoat upgrade.", known=known)
        )
    return Check("versions", "ok", told)


def judge_backup(age: dt.timedelta | None, *, is_checked: bool) -> Check:
    """How old the newest backup is, and whether it was proved by restoring; None: there is none."""
    if age is None:
        return Check(
            "backup",
            "bad",
            tell("Chưa sao lưu lần nào."),
            tell("Chạy rasoat backup vào ổ đĩa khác, rồi đặt lịch mỗi đêm."),
        )
    told = tell("Sao lưu gần nhất cách đây {span}.", span=_span(age))
    if age > BACKUP_WARN:
        return Check(
            "backup", "bad" if age > BACKUP_BAD else "warn", told, tell("Chạy rasoat backup; xem lịch có chạy không.")
        )
    if not is_checked:
        return Check(
            "backup",
            "warn",
            tell("{told} Bản đó chưa khôi phục thử.", told=told),
            tell("Chạy rasoat backup không có --no-check."),
        )
    return Check("backup", "ok", tell("{told} Đã khôi phục thử.", told=told))


def judge_integrity(faults: list[str], looked_at: Told) -> Check:
    """What a look through the data found; `looked_at` says how far it went."""
    if faults:
        told = tell("{n} chỗ không khớp: {faults}.", n=len(faults), faults=", ".join(faults[:SHOWN_FAULTS]))
        return Check("integrity", "bad", told, tell("Dừng máy chủ, giữ nguyên thư mục, khôi phục từ bản sao lưu."))
    return Check("integrity", "ok", tell("{looked_at}: nguyên vẹn.", looked_at=looked_at))


def judge_address(url: str, *, is_served_to_others: bool) -> Check:
    """How tablets reach the node: over the Internet only by HTTPS."""
    if url.startswith("http://") and is_served_to_others and not _is_local(url):
        told = tell("Máy tính bảng gửi qua {url} không mã hóa.", url=url)
        return Check(
            "address", "bad", told, tell("Đặt sau máy chủ web có HTTPS (docs/deploy/Caddyfile), sửa RASOAT_BASE_URL.")
        )
    return Check("address", "ok", tell("Địa chỉ {url}.", url=url))


def _is_local(url: str) -> bool:
    host = url.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
    second = host.split(".")[1] if host.startswith("172.") else ""
    is_private_b = second.isdecimal() and 16 <= int(second) <= 31
    return host in ("localhost", "[::1]") or host.startswith(("127.", "10.", "192.168.", "169.254.")) or is_private_b


def _span(span: dt.timedelta) -> Told:
    hours = int(span.total_seconds() // 3600)
    if hours >= 48:
        return tell("{n} ngày", n=hours // 24)
    return tell("{n} giờ", n=hours) if hours else tell("{n} phút", n=int(span.total_seconds() // 60))
