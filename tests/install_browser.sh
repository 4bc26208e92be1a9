#!/bin/sh
# The browser of the tests comes from Debian. As root it is installed; otherwise one command is named and we stop.
set -eu
# libatomic1: the driver of the browser is linked against it, a bare Debian lacks it.
packages="chromium fonts-croscore poppler-utils libatomic1"
for tool in chromium pdftotext; do
  command -v "$tool" >/dev/null || missing=1
done
/sbin/ldconfig -p | grep -q libatomic.so.1 || missing=1
[ -n "${missing:-}" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "Thiếu trình duyệt để kiểm tra. Chạy: sudo apt-get update && sudo apt-get install -y $packages" >&2
  exit 1
fi
echo "Cài trình duyệt để kiểm tra (một lần)…"
apt-get update -qq >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
