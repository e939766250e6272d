// The text behind the share links, editable: every link and the copy button follow what is typed.
// How a network counts stands in its link's data attributes; the four ways of counting are those of networks/composing.py.
// Nothing typed here leaves the device but through the link that the person opens.
const TEXT_MARK = encodeURIComponent("\ue000");
const HOST_MARK = "host.invalid";
const HOST_KEY = "candystorm-host";
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}{2}|(?![©®™♟])\p{Extended_Pictographic}(?!\uFE0E)/u;
const URLS = /(?<![\p{L}\p{N}_@/])https?:\/\/[^\s<>"]*[^\s<>".,;:!?'»”“)\]}…]/giu;
const MENTIONS = /(?<![/\p{L}\p{N}_])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[a-z0-9.-]+[a-z0-9]/gi;
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];

const segmenter = new Intl.Segmenter();
const graphemes = (text) => Array.from(segmenter.segment(text), (part) => part.segment);
const bytes = (text) => new TextEncoder().encode(text).length;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const weight = (letter) =>
  sum(Array.from(letter, (char) => (LIGHT.some(([low, high]) => low <= char.codePointAt(0) && char.codePointAt(0) <= high) ? 1 : 2)));

const COUNTERS = {
  graphemes: (text) => graphemes(text).length,
  weighted: (text) => sum(graphemes(text.normalize("NFC")).map((letter) => (EMOJI.test(letter) ? 2 : weight(letter)))),
  emoji_bytes: (text) => sum(graphemes(text).map((letter) => (EMOJI.test(letter) ? bytes(letter) : Array.from(letter).length))),
};

const count = (text, rules) => {
  let length = 0;
  if (rules.urlLength) text = text.replace(URLS, () => { length += rules.urlLength - 1; return " "; });
  if (rules.shortMentions) text = text.replace(MENTIONS, "@$1");
  return length + COUNTERS[rules.unit](text);
};

const tooMuch = (text, rules) =>
  Math.max(count(text, rules) - rules.limit, rules.maxBytes ? bytes(text) - rules.maxBytes : 0, 0);

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const word = (pattern, before = "") =>
  new RegExp(`${before}(?<![\\p{L}\\p{N}_@#/])${pattern}(?![\\p{L}\\p{N}_@]|[./-][\\p{L}\\p{N}_])`, "giu");
const says = (text, token) => word(escaped(token)).test(text);

// One mention of the company: the first of those that lead nowhere on this network becomes its own, the rest are left out.
const speakTo = (opening, mention, frame) => {
  const strange = frame.mentions.filter((other) => other.toLowerCase() !== mention.toLowerCase());
  if (!strange.length) return opening;
  const kept = mention && says(opening, mention) ? [] : [mention || frame.company];
  return opening.replace(word(`(?:${strange.map(escaped).join("|")})`, "(\\s*)"), (_found, blank) => (kept.length ? blank + kept.pop() : "")).trim();
};

const assemble = (opening, mention, hashtags, url) =>
  [opening, ...[mention, ...hashtags.map((tag) => `#${tag}`), url].filter((part) => part && !says(opening, part))].filter(Boolean).join(" ");

// The text with as many hashtags as fit; the first one always stays.
const compose = (typed, share, frame) => {
  const opening = speakTo(typed, share.mention, frame);
  for (let kept = frame.hashtags.length; kept > 1; kept -= 1) {
    const text = assemble(opening, share.mention, frame.hashtags.slice(0, kept), frame.url);
    if (!tooMuch(text, share.rules)) return text;
  }
  return assemble(opening, share.mention, frame.hashtags.slice(0, 1), frame.url);
};

const shareOf = (link) => ({
  link,
  name: link.dataset.share,
  mention: link.dataset.mention,
  rules: {
    limit: Number(link.dataset.limit),
    unit: link.dataset.unit,
    urlLength: Number(link.dataset.urlLength),
    maxBytes: Number(link.dataset.maxBytes),
    shortMentions: "shortMentions" in link.dataset,
  },
});

// "@me@mastodon.social", "https://mastodon.social/" -> "mastodon.social"; "" when it is no server's name.
const hostOf = (typed) => {
  const name = typed.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "").replace(/^.*@/, "");
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?$/u.test(name) ? name : "";
};

const remembered = () => { try { return localStorage.getItem(HOST_KEY) ?? ""; } catch { return ""; } };
const remember = (host) => { try { localStorage.setItem(HOST_KEY, host); } catch { /* private window: not remembered */ } };

const start = (composer) => {
  const say = composer.closest("section");
  const textarea = composer.querySelector("textarea");
  const host = composer.querySelector("input");
  const hostProblem = composer.querySelector("[data-composer-host-problem]");
  const problems = composer.querySelector("[data-composer-problems]");
  const shares = Array.from(say.querySelectorAll("a[data-share]"), shareOf);
  const copy = say.querySelector("[data-copy]");
  const { company, url } = composer.dataset;
  const [hashtags, mentions] = [composer.dataset.hashtags, composer.dataset.mentions].map((listed) => listed.split(" ").filter(Boolean));
  const frame = { company, hashtags, mentions, url };

  const update = () => {
    const opening = textarea.value.trim() || textarea.defaultValue.trim(); // nobody sends a bare mention
    const own = hostOf(host.value);
    const faults = [];
    for (const share of shares) {
      const text = compose(opening, share, frame);
      const { pattern, hostPattern } = share.link.dataset;
      const address = own && hostPattern ? hostPattern.replace(HOST_MARK, own) : pattern;
      share.link.href = address.replace(TEXT_MARK, () => encodeURIComponent(text));
      const over = tooMuch(text, share.rules);
      if (over) faults.push(composer.dataset.tooLong.replace("{network}", share.name).replace("{count}", over));
    }
    const whole = assemble(opening, "", frame.hashtags, frame.url);
    if (copy) copy.dataset.copy = whole;
    problems.textContent = faults.join(" · ");
  };

  const judge = () => {
    const wrong = host.value.trim() && !hostOf(host.value);
    hostProblem.textContent = wrong ? composer.dataset.noServer : "";
    host.setAttribute("aria-invalid", String(Boolean(wrong)));
  };

  host.defaultValue = remembered();
  if (host.value) update();
  textarea.addEventListener("input", update);
  host.addEventListener("input", () => {
    remember(hostOf(host.value));
    update();
    if (hostProblem.textContent) judge(); // who is still typing is not told yet
  });
  host.addEventListener("change", judge);
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("a[data-sample]");
    if (!choice) return;
    event.preventDefault();
    textarea.value = choice.dataset.sample;
    update();
    textarea.focus();
    say.scrollIntoView();
  });
  say.querySelector("[data-begins]")?.setAttribute("hidden", "");
  composer.removeAttribute("hidden");
};

for (const composer of document.querySelectorAll("[data-composer]")) start(composer);
