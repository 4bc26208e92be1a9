import { defineConfig } from "vite";

// The library speaks English only: the words people meet on our pages, in Vietnamese. Days stand before months and a
// comma before decimals, whatever the browser's language: 02/10 read as 10 February would be a wrong record.
const days = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];
const months = Array.from({ length: 12 }, (_, n) => `Tháng ${n + 1}`);
const written = (names) => JSON.stringify(names).replaceAll(",", ", ");
const words = {
  'dateFormat: "mm/dd/yy"': 'dateFormat: "dd/mm/yy"',
  "firstDayOfWeek: 0": "firstDayOfWeek: 1",
  'dayNames: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]': `dayNames: ${written(days)}`,
  'dayNamesShort: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]': `dayNamesShort: ${written(days)}`,
  'dayNamesMin: ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]': `dayNamesMin: ${written(days)}`,
  'monthNames: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]':
    `monthNames: ${written(months)}`,
  'monthNamesShort: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]':
    `monthNamesShort: ${written(months)}`,
  'today: "Today"': 'today: "Hôm nay"',
  'clear: "Clear"': 'clear: "Xóa"',
  'emptyFilterMessage: "No results found"': 'emptyFilterMessage: "Không thấy"',
  'emptySearchMessage: "No results found"': 'emptySearchMessage: "Không thấy"',
  'emptyMessage: "No available options"': 'emptyMessage: "Không có lựa chọn"',
  // A dot typed is a comma meant: dropped in silence it would make ten times the number.
  "var AA = tA.key, nA = this.isDecimalSign(AA)": 'var AA = tA.key === "." ? "," : tA.key, nA = this.isDecimalSign(AA)',
  '"use-grouping": eA.node.appearances["thousands-sep"],': 'locale: "vi", "use-grouping": eA.node.appearances["thousands-sep"],',
  '"Send"': '"Gửi"',
  '"Remove"': '"Bỏ"',
  '" Add "': '" Thêm "',
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
  renderChunk: (code) => Object.entries(words).reduce((text, [en, vi]) => text.replaceAll(en, () => vi), code),
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
