// Small helps of a campaign's page: moments in the visitor's own time, and the wall's older posts in place.
const language = document.documentElement.lang || "en";
const minutesOf = (iso) => {
  const found = /([+-])(\d\d):(\d\d)$/.exec(iso);
  return found ? Number(`${found[1]}1`) * (Number(found[2]) * 60 + Number(found[3])) : 0;
};

// Where the visitor's clock says what the event's says, the place need not be named; elsewhere their own time is told.
for (const time of document.querySelectorAll("time[data-here]")) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.getTime())) continue;
  const zone = time.nextElementSibling;
  if (-moment.getTimezoneOffset() === minutesOf(time.dateTime)) {
    zone?.remove();
    continue;
  }
  time.title = `${time.textContent}${zone?.textContent ?? ""}`;
  const format = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  time.textContent = time.dataset.here.replace("{time}", new Intl.DateTimeFormat(language, format).format(moment));
  zone?.remove();
}

const older = async (link) => {
  const answer = await fetch(link.href, { credentials: "omit" });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const posts = page.querySelector("[data-wall]");
  if (posts) link.parentElement.before(posts);
  const next = page.querySelector("[data-more]");
  if (!next) link.parentElement.remove();
  else link.href = new URL(next.getAttribute("href"), link.href).href;
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await older(link);
  } catch {
    location.assign(link.href);
  }
});
