// Nothing that is typed is lost: a second after the last key it is sent to be kept, with every change of the page in small
// coming back; until that answer is here, and while there is none, it stands on this device. Without this script a step is
// kept when it is sent.
const form = document.querySelector("[data-keep]");
const status = form.querySelector("[data-status]");
const glimpse = document.querySelector("[data-glimpse]");
const seen = form.elements.namedItem("seen");
const place = `candystorm:${form.getAttribute("action")}`;
const WAIT = 900;
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "then", "seen", "link", "calendar"]);
let timer = 0;
let asking = null; // the answer that is awaited, if any
let stopped = false;

const say = (text) => { if (status.textContent !== text) status.textContent = text; };

// A device may refuse to keep anything: then the server alone does.
const device = (act) => { try { return act(window.localStorage); } catch { return null; } };

const typed = () => [...new FormData(form)].filter(([name]) => !NOT_TYPED.has(name));

const onDevice = (sent = false) => JSON.stringify({ seen: seen.value, typed: typed(), sent });

const remember = (sent) => device((store) => store.setItem(place, onDevice(sent)));
const forget = () => device((store) => store.removeItem(place));

// One at a time: each answer brings the mark that the next question, or the form itself, is sent with.
const keep = async () => {
  if (stopped) return;
  await asking;
  asking = ask();
  await asking;
  asking = null;
};

const ask = async () => {
  const sending = onDevice();
  const data = new FormData(form);
  data.delete("link");
  data.delete("calendar");
  data.set("then", "keep");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, redirect: "manual", signal: AbortSignal.timeout(8000) });
    if (answer.type === "opaqueredirect" || answer.status === 403) return say(form.dataset.out);
    if (!answer.headers.get("Content-Type")?.includes("json")) return say(form.dataset.away);
    const said = await answer.json();
    if (answer.status === 409) stopped = true; // what is saved is another: the person decides, with the buttons
    if (!answer.ok) return say(said.problem);
    seen.value = said.seen;
    if (glimpse && said.glimpse !== undefined) glimpse.innerHTML = said.glimpse;
    if (JSON.parse(sending).typed.join() === typed().join()) forget();
    say(said.status && form.dataset.kept);
  } catch {
    say(form.dataset.away);
  }
};

const soon = () => {
  remember();
  clearTimeout(timer);
  timer = setTimeout(keep, WAIT);
};

// What was sent and changed what is saved has arrived; what was not sent is put back, also over something newer, but then
// only into the fields: whether it is saved is the person's to say.
const restore = () => {
  const left = device((store) => JSON.parse(store.getItem(place)));
  const isNews = left && left.typed.join() !== typed().join();
  const isKnown = left?.seen === seen.value;
  if (!isNews || (left.sent && !isKnown)) return forget();
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.name)) continue;
    const texts = left.typed.filter(([name]) => name === field.name).map(([, text]) => text);
    if (field.type === "checkbox") field.checked = texts.includes(field.value);
    else if (texts.length) field.value = texts[0];
  }
  stopped = !isKnown;
  say(isKnown ? form.dataset.restored : form.dataset.changed);
  if (isKnown) soon();
};

form.addEventListener("input", (event) => { if (!NOT_TYPED.has(event.target.name)) soon(); });
form.addEventListener("change", (event) => { if (!NOT_TYPED.has(event.target.name)) soon(); });
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  // What is dropped, or goes to be filled in from a link, comes back another than it was.
  const isReplaced = event.submitter?.value === "drop" || "reads" in (event.submitter?.dataset ?? {});
  if (!asking) return isReplaced ? forget() : remember(true);
  event.preventDefault();
  await asking;
  asking = null;
  form.requestSubmit(event.submitter);
});
form.elements.namedItem("link")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  form.querySelector("[data-reads]").click();
});
window.addEventListener("online", () => { if (device((store) => store.getItem(place))) keep(); });
// A page that a browser took from its memory shows what was, not what is.
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
// Before there is a campaign a step has no mark: that what was sent has arrived is seen by being here.
if (form.dataset.begun) {
  device((store) => {
    const first = `candystorm:${form.dataset.begun}`;
    if (JSON.parse(store.getItem(first))?.sent) store.removeItem(first);
  });
}
restore();
