// Moving numbers. <body data-live-url="…json"> is asked every 5 s while the page is seen; the ETag makes "nothing new" cheap.
// {"state": "live", "numbers": {"posts": "1.204", …}}: each value is shown as it is in the elements with data-live="posts".
// When the posts change, an element with data-live-html="URL" fetches its new inside (server-rendered, escaped there).
// When the state changes, [data-live-news] is shown: the page offers a reload and never jumps by itself.
const EVERY = 5000;
const SLOWEST = 60000;
const url = document.body.dataset.liveUrl;
let etag = "";
let wait = EVERY;
let timer = 0;

const refreshHtml = async () => {
  for (const part of document.querySelectorAll("[data-live-html]")) {
    const answer = await fetch(part.dataset.liveHtml, { credentials: "omit" });
    if (answer.ok) part.innerHTML = await answer.text();
  }
};

const showNumbers = (numbers) => {
  let postsMoved = false;
  for (const [name, value] of Object.entries(numbers)) {
    for (const element of document.querySelectorAll(`[data-live="${CSS.escape(name)}"]`)) {
      if (element.textContent.trim() === String(value)) continue;
      element.textContent = value;
      element.classList.remove("moved");
      void element.offsetWidth;
      element.classList.add("moved");
      postsMoved ||= name === "posts";
    }
  }
  return postsMoved;
};

const ask = async () => {
  const headers = etag ? { "If-None-Match": etag } : {};
  const answer = await fetch(url, { headers, credentials: "omit", cache: "no-store" });
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(String(answer.status));
  etag = answer.headers.get("ETag") ?? "";
  const news = await answer.json();
  if (news.state && news.state !== document.body.dataset.state) {
    document.querySelector("[data-live-news]")?.removeAttribute("hidden");
  }
  if (showNumbers(news.numbers ?? {})) await refreshHtml();
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
