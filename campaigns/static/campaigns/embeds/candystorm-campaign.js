// <candystorm-campaign src="https://…/organization/campaign/" lang="de" theme="dark">
// A candystorm on any page: its words and live numbers, from the JSON beside its page. What stands inside the element is shown
// until they are there, and where they cannot be had; a campaign that is not public (any more) shows nothing.
//   lang   de or en; else the page's language
//   theme  light, dark or auto (the system's); else what the page's own color-scheme says
// Colors and fonts are CSS variables, --candystorm-…, told at the top of the style below; parts: card, headline, button.
// It sets no cookie, sends no referrer, holds no inline style and builds no HTML from strings: strict policies can stay.
(() => {
  "use strict";
  const EVERY = 15000;
  const SLOWEST = 300000;
  const LANGUAGES = ["de", "en"];
  const KIND_WORD = /(?<!\p{L})(please|thank you|thanks|bitte|danke(?:schön)?)(?!\p{L})/iu;
  const STYLE = `
    :host { display: block; max-width: 38rem; }
    :host([hidden]) { display: none; }
    :host([theme="light"]) { color-scheme: light; }
    :host([theme="dark"]) { color-scheme: dark; }
    :host([theme="auto"]) { color-scheme: light dark; }
    .card {
      --paper: var(--candystorm-paper, light-dark(#fff7e9, #24101f));
      --ink: var(--candystorm-ink, light-dark(#351027, #fdeedf));
      --soft: var(--candystorm-soft, light-dark(#6a4460, #d8bccd));
      --line: var(--candystorm-line, light-dark(#e6d3bf, #523449));
      --stripe: light-dark(#fffdf8, #331a2d);
      --accent: var(--candystorm-accent, var(--tone));
      --on-accent: var(--candystorm-on-accent, var(--on-tone));
      --accent-ink: var(--candystorm-accent-ink, var(--tone-ink));
      --display: var(--candystorm-display, ui-rounded, system-ui, sans-serif);
      display: block; overflow: hidden; box-sizing: border-box;
      border: 2px solid var(--line); border-radius: var(--candystorm-round, 1.6rem);
      background: var(--paper); color: var(--ink);
      font: 400 1rem/1.45 var(--candystorm-font, system-ui, sans-serif);
      text-align: start; overflow-wrap: break-word;
    }
    .berry { --tone: light-dark(#c2155b, #cf1f66); --on-tone: #fff9f0; --tone-ink: light-dark(#ab0f4d, #ff93bb); }
    .mint { --tone: #8fe0c0; --on-tone: #351027; --tone-ink: light-dark(#0b6148, #94e6c6); }
    .lemon { --tone: #ffd54a; --on-tone: #351027; --tone-ink: light-dark(#765100, #ffdd70); }
    .plum { --tone: light-dark(#5a2346, #f0d3e2); --on-tone: light-dark(#fff7e9, #351027); --tone-ink: var(--tone); }
    .awning { height: .75rem; background: repeating-linear-gradient(90deg, var(--accent) 0 1.5rem, var(--stripe) 0 3rem); border-bottom: 2px solid var(--line); }
    .words { padding: 1rem 1.25rem 1.15rem; }
    p, dl { margin: 0; }
    .kicker { color: var(--soft); font-size: .9rem; font-weight: 600; }
    .headline { margin: .35rem 0 .6rem; font: 800 clamp(1.4rem, 1.1rem + 1.6vw, 1.9rem)/1.12 var(--display); letter-spacing: -.02em; text-wrap: balance; hyphens: auto; }
    .headline em { font-style: normal; color: var(--accent-ink); text-decoration: underline wavy .07em var(--accent); text-underline-offset: .16em; }
    .wish { color: var(--soft); margin-bottom: .6rem; }
    .moment { font-weight: 650; }
    dl { display: flex; flex-wrap: wrap; gap: .15rem 1.4rem; margin-top: .6rem; }
    dl div { display: flex; flex-direction: row-reverse; align-items: baseline; gap: .4rem; }
    dt { color: var(--soft); font-size: .9rem; }
    dd { margin: 0; font: 800 1.55rem/1.1 var(--display); font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
    .act { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; justify-content: space-between; margin-top: 1rem; }
    a { color: inherit; }
    .button { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1.3rem; border-radius: 99px; background: var(--accent); color: var(--on-accent); font: 700 1.05rem/1.2 var(--display); text-decoration: none; }
    .button:hover { text-decoration: underline; }
    .button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
    .site { color: var(--soft); font-size: .85rem; }
  `;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  const make = (name, kind, ...inside) => {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    element.append(...inside);
    return element;
  };

  const spoken = (element, text, language) => {
    element.lang = language;
    const found = KIND_WORD.exec(text);
    if (!found) element.append(text);
    else element.append(text.slice(0, found.index), make("em", "", found[0]), text.slice(found.index + found[0].length));
    return element;
  };

  const webAddress = (text) => (/^https?:$/.test(new URL(text).protocol) ? text : "");

  const row = ({ label, value }) => make("div", "", make("dt", "", label), make("dd", "", value));

  const moment = (told) => {
    if (!told.moment_at) return make("p", "moment", told.moment);
    const time = make("time", "", told.moment);
    time.dateTime = told.moment_at;
    return make("p", "moment", time);
  };

  const card = (told) => {
    const headline = spoken(make("p", "headline"), told.headline, told.headline_language);
    const button = make("a", "button", told.action);
    button.href = webAddress(told.join_url);
    const words = make("div", "words", make("p", "kicker", told.kicker), headline);
    if (told.thanks) {
      const wish = make("p", "wish", told.wish);
      wish.lang = told.wish_language;
      words.append(wish);
    }
    if (told.moment) words.append(moment(told));
    const shown = told.numbers.filter(({ key }) => key !== "reactions");
    if (shown.length) words.append(make("dl", "", ...shown.map(row)));
    words.append(make("div", "act", button, make("span", "site", told.site)));
    const whole = make("section", `card ${told.tone}`, make("div", "awning"), words);
    whole.lang = told.language;
    whole.setAttribute("aria-label", told.title);
    for (const [element, part] of [[whole, "card"], [headline, "headline"], [button, "button"]]) element.setAttribute("part", part);
    return whole;
  };

  class CandystormCampaign extends HTMLElement {
    static observedAttributes = ["src", "lang"];
    #root = this.attachShadow({ mode: "open" });
    #shown = "";
    #asked = 0;
    #wait = EVERY;
    #timer = 0;
    #look = () => this.#ask();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(document.createElement("slot"));
    }

    connectedCallback() {
      document.addEventListener("visibilitychange", this.#look);
      this.#ask();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.#look);
      clearTimeout(this.#timer);
      this.#asked++;
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#ask();
    }

    get #address() {
      const wanted = (this.closest("[lang]:not([lang=''])")?.lang ?? navigator.language).slice(0, 2).toLowerCase();
      const page = new URL(this.getAttribute("src") ?? "", document.baseURI);
      page.pathname = page.pathname.replace(/\/?$/, "/");
      const address = new URL("embed.json", page);
      address.searchParams.set("lang", LANGUAGES.includes(wanted) ? wanted : "en");
      return webAddress(address.href);
    }

    async #ask() {
      clearTimeout(this.#timer);
      if (document.visibilityState === "hidden") return;
      const turn = ++this.#asked;
      let isOver = false;
      try {
        const answer = await fetch(this.#address, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache" });
        const text = answer.ok ? await answer.text() : "";
        if (turn !== this.#asked) return;
        if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
        isOver = this.#show(text);
        this.#wait = EVERY;
      } catch {
        if (turn !== this.#asked) return;
        this.#wait = Math.min(this.#wait * 2, SLOWEST);
      }
      if (!isOver) this.#timer = setTimeout(this.#look, this.#wait);
    }

    // Nothing moves, and no focus is lost, while the answer is the same.
    #show(text) {
      const told = text && JSON.parse(text);
      if (text !== this.#shown || !text) {
        const hadFocus = this.#root.activeElement !== null;
        this.#root.replaceChildren(...(told ? [card(told)] : []));
        if (hadFocus) this.#root.querySelector("a")?.focus({ preventScroll: true });
        this.#shown = text;
      }
      return told.state === "closed";
    }
  }

  if (!customElements.get("candystorm-campaign")) customElements.define("candystorm-campaign", CandystormCampaign);
})();
