// The dashboard's regions move by themselves: htmx asks every 3 s while the page is seen, an ETag makes "nothing new" cheap.
// Only a region whose hash changed is put in, and never one that somebody is using; what was unfolded stays unfolded.
const live = document.getElementById("live");
const EVERY = 3000;
let failures = 0;

const look = () => {
  if (document.visibilityState === "visible") htmx.trigger(live, "look");
};

const plan = () => setTimeout(() => { look(); plan(); }, EVERY * 2 ** Math.min(failures, 4));

live.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["If-None-Match"] = live.dataset.etag;
});

live.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail.xhr;
  failures = 0;
  if (answer.status === 304 || event.detail.serverResponse === "") event.detail.shouldSwap = false;
  else live.dataset.etag = answer.getResponseHeader("ETag") ?? "";
});

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  live.addEventListener(name, () => { failures += 1; });
}

document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const before = event.detail.target;
  const fresh = event.detail.fragment.firstElementChild;
  if (before.dataset.hash === fresh?.dataset.hash) { event.detail.shouldSwap = false; return; }
  if (before.contains(document.activeElement)) {
    // Ask for it again at the next look: the reader has not seen it yet.
    event.detail.shouldSwap = false;
    live.dataset.etag = "";
    return;
  }
  for (const open of before.querySelectorAll("details[open][id]")) {
    fresh?.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  }
});

document.addEventListener("visibilitychange", look);
plan();
