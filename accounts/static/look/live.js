// Moving numbers. <body data-live-url="…json"> is asked every 5 s while the page is seen; the ETag makes "nothing new" cheap.
// {"state": "live", "numbers": {"posts": "1.204", …}, "wall": "mark"}: each number is shown as it is in the elements with
// data-live="posts". An element with data-live-html="URL" and another data-live-mark than "wall" fetches its new inside
// (server-rendered, escaped there).
// When the state changes, the page loads anew, once and where it was scrolled to; while somebody types or has typed,
// [data-live-news] is shown instead and offers it.
const EVERY = 5000;
const SLOWEST = 60000;
const RELOADED_KEY = "candystorm-reloaded";
const url = document.body.dataset.liveUrl;
let etag = "";
let wait = EVERY;
let timer = 0;

const refreshHtml = async (mark) => {
  for (const part of document.querySelectorAll("[data-live-html]")) {
    if (part.dataset.liveMark === mark) continue;
    const answer = await fetch(part.dataset.liveHtml, { credentials: "omit", cache: "no-cache" });
    if (!answer.ok) continue;
    part.innerHTML = await answer.text();
    part.dataset.liveMark = mark;
  }
};

const showNumbers = (numbers) => {
  for (const [name, value] of Object.entries(numbers)) {
    for (const element of document.querySelectorAll(`[data-live="${CSS.escape(name)}"]`)) {
      if (element.textContent.trim() === String(value)) continue;
      element.textContent = value;
      element.classList.remove("moved");
      void element.offsetWidth;
      element.classList.add("moved");
    }
  }
};

const isTyping = () =>
  Boolean(document.activeElement?.matches("input, textarea, select")) ||
  Array.from(document.querySelectorAll("input, textarea")).some((field) => field.value !== field.defaultValue);

// A cache on the way may still keep the page as it was: then it is not loaded again.
const isFirst = (change) => {
  try {
    if (sessionStorage.getItem(RELOADED_KEY) === change) return false;
    sessionStorage.setItem(RELOADED_KEY, change);
    return true;
  } catch {
    return false;
  }
};

const showState = (state) => {
  const change = `${location.pathname} ${document.body.dataset.state} ${state}`;
  if (!isTyping() && isFirst(change)) location.reload();
  else document.querySelector("[data-live-news]")?.removeAttribute("hidden");
};

const ask = async () => {
  const headers = etag ? { "If-None-Match": etag } : {};
  const answer = await fetch(url, { headers, credentials: "omit", cache: "no-store" });
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(String(answer.status));
  etag = answer.headers.get("ETag") ?? "";
  const news = await answer.json();
  if (news.state && news.state !== document.body.dataset.state) showState(news.state);
  showNumbers(news.numbers ?? {});
  if (news.wall !== undefined) await refreshHtml(news.wall);
};

const round = async () => {
  try {
    await ask();
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
  }
  plan();
};

const plan = () => {
  clearTimeout(timer);
  if (document.visibilityState === "visible") timer = setTimeout(round, wait);
};

if (url) {
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") round();
  });
  plan();
}
