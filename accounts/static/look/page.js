// Small helps on any page: copy a text, count down to a moment.
const announce = (button, text) => {
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  if (button.classList.contains("copied")) return;
  label.textContent = text;
  button.classList.add("copied");
  setTimeout(() => { label.textContent = before; button.classList.remove("copied"); }, 2500);
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(button, button.dataset.copyDone);
  } catch {
    window.prompt(button.dataset.copyFallback ?? "", button.dataset.copy);
  }
});

// <time data-countdown data-countdown-over="…"> tells the time left in the page's language, in its two largest units.
const language = document.documentElement.lang || "en";
const unit = (value, name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" }).format(value);
const left = (seconds) => {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return hours ? `${unit(days, "day")} ${unit(hours, "hour")}` : unit(days, "day");
  if (hours > 0) return `${unit(hours, "hour")} ${unit(minutes, "minute")}`;
  return minutes > 0 ? unit(minutes, "minute") : unit(Math.floor(seconds), "second");
};

const tick = () => {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (Number.isNaN(seconds)) continue;
    const text = seconds > 0 ? left(seconds) : time.dataset.countdownOver ?? time.textContent;
    if (time.textContent !== text) time.textContent = text;
  }
};
if (document.querySelector("time[data-countdown]")) {
  tick();
  setInterval(tick, 1000);
}
