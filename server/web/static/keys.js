/* Keys, outside inputs only; every one does what a visible control does, and all can be turned off in the list (?).
   data-key="a"   pressing a clicks the control, or puts the cursor into the field
   data-key="g q" pressing g, then q
   data-keys="rows"  a form with a table: j k move, x ticks, Enter opens; its buttons take their own keys */
(() => {
  "use strict";
  const STORE = "rasoat_keys", SEQUENCE_MS = 1200;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const list = document.getElementById("keys");
  const isOn = () => { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } };
  let prefix = "", prefixAt = 0, current = -1;

  const rows = () => all("[data-keys=rows] tbody tr");
  function moveTo(number) {
    const found = rows();
    if (!found.length) return;
    current = Math.max(0, Math.min(found.length - 1, number));
    found.forEach((row, n) => row.classList.toggle("cur", n === current));
    const link = found[current].querySelector("[data-key-open]");
    if (link) { link.focus({ preventScroll: true }); found[current].scrollIntoView({ block: "nearest" }); }
  }
  function currentRow() { return rows()[current]; }
  function tick() {
    const box = currentRow()?.querySelector("input[type=checkbox]");
    if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
  }
  function order(button) {
    const form = button.form, ticked = form.querySelector("tbody input[type=checkbox]:checked");
    if (!ticked && currentRow()) tick();
    button.click();
  }
  function act(control) {
    const folded = control.closest("details");
    if (folded) folded.open = true;
    if (control.matches("input, textarea, select")) { control.focus(); return; }
    if (control.closest("[data-keys=rows]")) { order(control); return; }
    control.click();
  }
  function inRows(key) {
    if (!rows().length) return false;
    if (key === "j") moveTo(current + 1);
    else if (key === "k") moveTo(current < 0 ? 0 : current - 1);
    else if (key === "x") { if (current < 0) moveTo(0); tick(); }
    else if (key === "Enter" && currentRow()) currentRow().querySelector("[data-key-open]")?.click();
    else return false;
    return true;
  }
  function find(key) { return all("[data-key]").find(one => one.dataset.key === key && (!one.closest("dialog") || list?.open)); }
  function pressed(key) {
    if (key === "?" && list) { list.open ? list.close() : list.showModal(); return true; }
    if (list?.open) return false;
    if (prefix && Date.now() - prefixAt < SEQUENCE_MS) {
      const control = find(`${prefix} ${key}`);
      prefix = "";
      if (control) { act(control); return true; }
    }
    prefix = "";
    if (key === "g") { prefix = "g"; prefixAt = Date.now(); return true; }
    if (inRows(key)) return true;
    if (key === "/") { const field = document.querySelector("[data-key-search]") || document.getElementById("q"); field?.focus(); return Boolean(field); }
    const control = find(key);
    if (control) act(control);
    return Boolean(control);
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inside = event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (inside) { if (event.key === "Escape") inside.blur(); return; }
    if (!isOn()) return;
    if (event.key === "Enter" && event.target.closest?.("a, button, summary")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (pressed(key)) event.preventDefault();
  });

  const tell = () => all("[data-keys-hint]").forEach(one => { one.hidden = !isOn(); });
  const toggle = document.getElementById("keys-on");
  if (toggle) {
    toggle.checked = isOn();
    toggle.addEventListener("change", () => { try { localStorage.setItem(STORE, toggle.checked ? "on" : "off"); } catch { /* private window: keys stay on */ } tell(); });
  }
  all("[data-keys-open]").forEach(one => one.addEventListener("click", event => { if (list) { event.preventDefault(); list.showModal(); } }));
  all("[data-key-all]").forEach(box => box.addEventListener("change", () => {
    all("tbody input[type=checkbox]", box.form).forEach(one => { one.checked = box.checked; }); count();
  }));
  function count() {
    all("[data-key-bulk]").forEach(bar => {
      const chosen = all("tbody input[type=checkbox]:checked", bar.closest("form")).length;
      const told = bar.querySelector("[data-count]");
      if (told) told.textContent = chosen ? told.dataset.count.replace("#", chosen) : told.dataset.none;
    });
    all("[data-keys=rows] tbody tr").forEach(row => row.setAttribute("aria-selected", String(Boolean(row.querySelector("input:checked")))));
  }
  document.addEventListener("change", event => { if (event.target.closest?.("[data-keys=rows]")) count(); });
  tell(); count();
})();
