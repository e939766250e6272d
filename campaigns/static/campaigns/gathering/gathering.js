// The storm hour turns on: when it begins, [data-gathering="moment"] shows its other half and opens what to do. Without this the next
// load of the page does.
const box = document.querySelector("[data-gathering]");
const begins = Date.parse(box?.dataset.gathering ?? "");

const turnOn = () => {
  box.dataset.tone = "berry";
  for (const part of box.querySelectorAll("[data-gathering-ahead]")) part.hidden = true;
  box.querySelector("[data-gathering-now]").hidden = false;
  const early = document.querySelector("[data-gathering-early]");
  if (!early) return;
  early.open = true;
  early.querySelector("summary").hidden = true;
};

const look = () => {
  if (Date.now() < begins) return;
  clearInterval(timer);
  turnOn();
};

const timer = Number.isNaN(begins) ? 0 : setInterval(look, 1000);
