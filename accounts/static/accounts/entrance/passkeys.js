// What allauth's passkey scripts leave open: say it when a ceremony fails, and when the browser knows none.
const show = (name, shown) => {
  for (const note of document.querySelectorAll(`[data-passkey-${name}]`)) note.hidden = !shown;
};

// allauth would write it to the console, where nobody looks.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show("trouble", true);
});

document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) show("missing", true);
  for (const button of document.querySelectorAll("[id^=passkey_]")) {
    button.addEventListener("click", () => show("trouble", false));
    // Enter in a field does what the button does, in place of sending a form without a key.
    if (button.type === "button") {
      button.form.addEventListener("submit", (event) => {
        event.preventDefault();
        button.click();
      });
    }
  }
});
