// The dashboard's regions move by themselves: htmx asks every 3 s while the page is seen, an ETag makes "nothing new" cheap.
// Only a region whose hash changed is put in. What has buttons beside texts (data-waits) stays still while somebody is
// at it, so that nobody presses the button of another post than they read. Focus and what was unfolded stay as they were.
const live = document.getElementById("live");
const hovers = window.matchMedia("(hover: hover)");
const EVERY = 3000;
let failures = 0;
let focused = "";

const look = () => {
  if (document.visibilityState === "visible") htmx.trigger(live, "look");
};

const plan = () => setTimeout(() => { look(); plan(); }, EVERY * 2 ** Math.min(failures, 4));

const inUse = (region) =>
  "waits" in region.dataset && (region.contains(document.activeElement) || (hovers.matches && region.matches(":hover")));

// How the element with the focus is found again in the fresh region: by its folded parent's id, or by its link.
const selectorOf = (element) => {
  const folded = element.matches("summary") ? element.closest("details[id]") : null;
  if (folded) return `#${CSS.escape(folded.id)} > summary`;
  const link = element.getAttribute("href");
  return link ? `a[href="${CSS.escape(link)}"]` : "";
};

live.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["If-None-Match"] = live.dataset.etag;
});

live.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail.xhr;
  failures = 0;
  if (answer.status === 304) event.detail.shouldSwap = false;
  else live.dataset.etag = answer.getResponseHeader("ETag") ?? "";
});

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  live.addEventListener(name, () => { failures += 1; });
}

document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const before = event.detail.target;
  const fresh = event.detail.fragment.firstElementChild;
  focused = "";
  if (before.dataset.hash === fresh?.dataset.hash) {
    event.detail.shouldSwap = false;
  } else if (inUse(before)) {
    event.detail.shouldSwap = false;
    live.dataset.etag = ""; // ask for it again at the next look
  } else {
    for (const open of before.querySelectorAll("details[open][id]")) {
      fresh?.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
    }
    if (before.contains(document.activeElement)) focused = selectorOf(document.activeElement);
  }
});

document.body.addEventListener("htmx:oobAfterSwap", () => {
  if (!focused) return;
  live.querySelector(focused)?.focus({ preventScroll: true });
  focused = "";
});

document.addEventListener("visibilitychange", look);
plan();
