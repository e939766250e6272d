// Remembers the reader's choice of colors. Loaded early, so that the page never flashes in the other theme.
(() => {
  const KEY = "candystorm-theme";
  const read = () => { try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; } };
  const write = (value) => { try { localStorage.setItem(KEY, value); } catch { /* private window: not remembered */ } };
  const show = (value) => {
    if (value === "light" || value === "dark") document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
  };
  show(read());
  document.addEventListener("DOMContentLoaded", () => {
    for (const select of document.querySelectorAll("select[data-theme-switch]")) {
      select.value = read();
      select.closest("[hidden]")?.removeAttribute("hidden");
      select.addEventListener("change", () => { write(select.value); show(select.value); });
    }
  });
})();
