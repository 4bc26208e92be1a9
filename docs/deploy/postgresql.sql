-- PostgreSQL 15 trở lên cho máy chủ tỉnh. Chạy một lần:  sudo -u postgres psql -f postgresql.sql
-- Máy chủ Rà Soát chạy dưới người dùng hệ thống "rasoat" và vào bằng socket (peer): không có mật khẩu nào để lộ.
CREATE ROLE rasoat LOGIN;
-- So sánh chữ theo byte: thứ tự tiếng Việt do chương trình tự tính, như nhau trên mọi máy.
CREATE DATABASE rasoat OWNER rasoat ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
REVOKE ALL ON DATABASE rasoat FROM PUBLIC;
-- Đã báo nhận thì phải nằm trên đĩa: không tắt hai tham số này.
ALTER DATABASE rasoat SET synchronous_commit = on;
ALTER SYSTEM SET fsync = on;
-- 32 luồng mỗi tiến trình và 1 tiến trình ghi: số kết nối phải đủ cho (RASOAT_FRONTS + 1) x 40.
ALTER SYSTEM SET max_connections = 200;
