import { defineConfig } from "vite";

// Nothing is fetched from elsewhere: the map's tiles have no address, fonts lie inside, once (woff2).
const closed = {
  name: "closed",
  renderChunk: (code) =>
    code
      .replaceAll("https://tile.openstreetmap.org/", "/khong-co-ban-do/")
      .replace(/,\s*url\(data:font\/woff;base64,[^)]*\)\s*format\(\\?["']woff\\?["']\)/g, ""),
};

export default defineConfig({
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [closed],
  build: {
    target: "es2022",
    sourcemap: false,
    minify: "esbuild",
    lib: { entry: "entry.js", formats: ["es"], fileName: () => "web-forms.js" },
    rollupOptions: { output: { chunkFileNames: "[name].js" } },
  },
});
