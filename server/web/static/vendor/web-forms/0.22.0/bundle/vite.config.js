import { defineConfig } from "vite";

// The library speaks English only: the words people meet on our pages, in Vietnamese.
const words = {
  '"Send"': '"Gửi"',
  '"Remove"': '"Bỏ"',
  '"Cancel"': '"Thôi"',
  '"Repeat Item"': '"Mục"',
  '"Change language"': '"Đổi ngôn ngữ"',
  '"Take picture"': '"Chụp ảnh"',
  '"Choose image"': '"Chọn ảnh"',
  '"Captured image preview"': '"Ảnh đã chọn"',
  '"Rank items"': '"Xếp thứ tự"',
  '"Get location"': '"Lấy vị trí"',
  '"Save location"': '"Lưu vị trí"',
  '"Tap to move point"': '"Chạm vào bản đồ để dời điểm"',
  '"Tap to place a point"': '"Chạm vào bản đồ để đặt điểm"',
  '"Press and drag to move a point"': '"Giữ và kéo để dời điểm"',
  '"Point saved"': '"Đã lưu vị trí"',
  '"No point saved"': '"Chưa có vị trí"',
  '"Remove point"': '"Bỏ vị trí"',
  '"View details"': '"Xem chi tiết"',
  '"Upload file"': '"Chọn tệp"',
  '"Try again"': '"Thử lại"',
  '"Finding your location"': '"Đang tìm vị trí"',
  '"Cannot access location"': '"Không lấy được vị trí"',
  '"Condition not satisfied: constraint"': '"Câu trả lời chưa đúng."',
  '"Condition not satisfied: required"': '"Cần trả lời câu này."',
  '"1 question with error."': '"1 câu chưa trả lời đúng."',
  "questions with errors.": "câu chưa trả lời đúng.",
};
const vietnamese = {
  name: "vietnamese",
  renderChunk: (code) => Object.entries(words).reduce((text, [en, vi]) => text.replaceAll(en, vi), code),
};

// Nothing is fetched from elsewhere: the map's tiles are an empty picture, fonts lie inside, once (woff2).
const empty = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
const closed = {
  name: "closed",
  renderChunk: (code) =>
    code
      .replaceAll("https://tile.openstreetmap.org/{z}/{x}/{y}.png", empty)
      .replace(/,\s*url\(data:font\/woff;base64,[^)]*\)\s*format\(\\?["']woff\\?["']\)/g, ""),
};

export default defineConfig({
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [vietnamese, closed],
  build: {
    target: "es2022",
    sourcemap: false,
    minify: "esbuild",
    lib: { entry: "entry.js", formats: ["es"], fileName: () => "web-forms.js" },
    rollupOptions: { output: { chunkFileNames: "[name].js" } },
  },
});
