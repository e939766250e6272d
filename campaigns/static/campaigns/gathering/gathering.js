// The storm hour turns on: when it begins, [data-gathering] shows its other half and opens what to do. Without this the next
// load of the page does.
const box = document.querySelector("[data-gathering]");
const begins = Date.parse(box?.dataset.begins ?? "");

const turnOn = () => {
  box.dataset.tone = "berry";
  box.querySelector("[data-gathering-ahead]")?.setAttribute("hidden", "");
  box.querySelector("[data-gathering-now]")?.removeAttribute("hidden");
  document.querySelector("[data-gathering-early]")?.setAttribute("open", "");
};

const look = () => {
  if (Date.now() < begins) return;
  clearInterval(timer);
  turnOn();
};

const timer = Number.isNaN(begins) ? 0 : setInterval(look, 1000);
