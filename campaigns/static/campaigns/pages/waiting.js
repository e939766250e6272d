// A page that waits: it asks for itself every second, shows what has become of it, and goes where it is sent.
// The server may restart meanwhile; a question without an answer is asked again.
const EVERY = 1000;

const ask = async () => {
  const answer = await fetch(location.href, { credentials: "omit", cache: "no-store" });
  if (answer.redirected) {
    location.replace(answer.url);
    return;
  }
  if (!answer.ok) return;
  const news = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-waiting]");
  const here = document.querySelector("[data-waiting]");
  if (news && here.innerHTML !== news.innerHTML) here.innerHTML = news.innerHTML;
};

const round = async () => {
  try {
    await ask();
  } catch { /* the server is away for a moment */ }
  setTimeout(round, EVERY);
};

setTimeout(round, EVERY);
