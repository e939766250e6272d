// The composer, at once: the text, its length and the link follow what is typed.
// How a network counts stands in its choice's data attributes; the ways of counting are those of networks/composing.py, and one
// table of cases holds for both (tests/campaigns/networks/counted.json).
// No text typed here leaves the device but through the link that the person opens. Network and server are remembered here only; the
// platform is asked how long a post may be on a server, and told that the composer was opened, and for which network.
const TEXT_MARK = encodeURIComponent("\ue000");
const HOST_MARK = "host.invalid";
const HOST_KEY = "candystorm-host";
const NETWORK_KEY = "candystorm-network";
const DOMAIN_ENDINGS =
  "ac ad ae af ag ai al am ao ar as at au az ba bb bd be bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci cl cm cn " +
  "co cr cu cv cx cy cz de dj dk dm do dz ec ee eg es et eu fi fj fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gt gu gy hk " +
  "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc " +
  "md me mg mk ml mm mn mo mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr " +
  "ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr st su sv sy sz tc td tf tg th tj tk tl tm tn to tr " +
  "tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw academy app art bar berlin biz blog cafe camp city " +
  "click cloud club com community company dev digital edu email events foundation games gmbh gov hamburg help host info int jobs " +
  "koeln land life live market media mobi museum name net network news one online org page party photos press pro productions " +
  "rocks school shop show site social software space store studio support systems tech tickets tips today tools top tours town " +
  "training university video vip vote watch website wien wiki work works world wtf xyz zone";
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}{2}|(?![©®™♟])\p{Extended_Pictographic}(?!\uFE0E)/u;
const URLS = /(?<![\p{L}\p{N}_@/])https?:\/\/[^\s<>"]*[^\s<>".,;:!?'»”“)\]}…]/giu;
const BARE_URLS = new RegExp(
  `(?<![\\p{L}\\p{N}_@$#./-])(?:[a-z0-9-]+\\.)+(?:${DOMAIN_ENDINGS.split(" ").join("|")})(?![\\p{L}\\p{N}@-])` +
    `(?:/(?:[^\\s<>"]*[^\\s<>".,;:!?'»”“)\\]}…])?)?`,
  "giu",
);
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

export const count = (text, rules) => {
  let length = 0;
  const asOne = () => { length += rules.urlLength - 1; return " "; };
  if (rules.urlLength) text = text.replace(URLS, asOne);
  if (rules.urlLength && rules.bareUrls) text = text.replace(BARE_URLS, asOne);
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
const compose = (typed, pick, frame, url) => {
  const opening = speakTo(typed, pick.mention, frame);
  for (let kept = frame.hashtags.length; kept > 1; kept -= 1) {
    const text = assemble(opening, pick.mention, frame.hashtags.slice(0, kept), url);
    if (!tooMuch(text, pick.rules)) return text;
  }
  return assemble(opening, pick.mention, frame.hashtags.slice(0, 1), url);
};

const pickOf = (radio) => ({
  radio,
  network: radio.value,
  name: radio.dataset.name,
  mention: radio.dataset.mention,
  letter: radio.dataset.letter,
  pattern: radio.dataset.pattern,
  hostPattern: radio.dataset.hostPattern,
  rules: rulesOf(radio.dataset),
});

export const rulesOf = (data) => ({
  limit: Number(data.limit),
  unit: data.unit,
  urlLength: Number(data.urlLength),
  maxBytes: Number(data.maxBytes),
  shortMentions: "shortMentions" in data,
  bareUrls: "bareUrls" in data,
});

// "@me@mastodon.social", "https://mastodon.social/" -> "mastodon.social"; "" when it is no server's name.
const hostOf = (typed) => {
  const name = typed.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "").replace(/^.*@/, "");
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(name) ? name : "";
};

const remembered = (key) => { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window: not remembered */ } };
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_found, name) => values[name]);
const pause = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

// What one server says of itself; a worker may have to ask it first.
const askLimits = async (url, network, server) => {
  for (const wait of [0, 2, 5]) {
    await pause(wait);
    const body = new URLSearchParams({ network, server });
    const answer = await fetch(url, { method: "POST", body, credentials: "omit" });
    if (!answer.ok) return null;
    const told = await answer.json();
    if (told.known) return told;
  }
  return null;
};

const start = (form) => {
  const part = (selector) => form.querySelector(selector);
  const [own, sample, server] = ["#own", "#sample", "#server"].map(part);
  const { stepUrl, limitsUrl, openLabel, countLabel, tooLong, noServer, short, company } = form.dataset;
  const [hashtags, mentions] = [form.dataset.hashtags, form.dataset.mentions].map((listed) => listed.split(" ").filter(Boolean));
  const frame = { company, hashtags, mentions };
  const picks = Array.from(form.querySelectorAll("input[name=network]"), pickOf);
  const others = Array.from(document.querySelectorAll("template[data-sample]"), (one) => one.dataset);
  const samples = [{ sample: sample.defaultValue, code: sample.dataset.code, number: form.elements.sample_number.value }, ...others];
  samples.sort((one, other) => one.number - other.number);
  const limits = new Map();
  let current = samples.findIndex((one) => one.sample === sample.defaultValue);
  let isOpened = false;

  const picked = () => picks.find((pick) => pick.radio.checked) ?? picks[0];
  const link = (letter) => `${short}-${letter}${samples[current]?.code ?? ""}`;
  const opening = () =>
    [own.value.trim(), sample.value.trim()].filter(Boolean).join(" ") || samples[current].sample; // nobody sends a bare mention

  const update = () => {
    const pick = picked();
    const host = pick.hostPattern ? hostOf(server.value) : "";
    const rules = { ...pick.rules, ...limits.get(host) };
    const text = compose(opening(), { ...pick, rules }, frame, link(pick.letter));
    const over = tooMuch(text, rules);
    const open = part("[data-open]");
    const pattern = host ? pick.hostPattern.replace(HOST_MARK, host) : pick.pattern;
    open.href = pattern.replace(TEXT_MARK, () => encodeURIComponent(text));
    part("[data-open-text]").textContent = filled(openLabel, { network: pick.name });
    const icon = open.querySelector("use");
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, `#${pick.network}`));
    part("[data-whole]").textContent = text;
    part("[data-count]").textContent = filled(countLabel, { count: count(text, rules), limit: rules.limit });
    part("[data-problem]").textContent = over ? filled(tooLong, { count: over, network: pick.name }) : "";
    part("[data-server]").hidden = !pick.hostPattern;
    part("[data-copy]").dataset.copy = assemble(opening(), "", hashtags, link("c"));
  };

  const take = (index) => {
    current = index % samples.length;
    sample.value = sample.defaultValue = samples[current].sample;
    update();
  };

  const step = (name) =>
    new URLSearchParams({
      step: name,
      network: picked().network,
      sample: Number.parseInt(samples[current].code || "0", 36),
      lang: document.documentElement.lang,
    });

  // Who begins learns whose turn it is, so that no two neighbors begin with the same sentence.
  const begin = async () => {
    if (isOpened) return;
    isOpened = true;
    await pause(0); // a tap on a network chooses it after it got the focus
    try {
      const answer = await fetch(stepUrl, { method: "POST", body: step("opened"), credentials: "omit" });
      const { turn } = await answer.json();
      if (answer.ok && samples.length > 1 && sample.value === sample.defaultValue) take(turn);
    } catch { /* the sentence of the page is as good */ }
  };

  const judgeServer = () => {
    const wrong = server.value.trim() && !hostOf(server.value);
    part("[data-server-problem]").textContent = wrong ? noServer : "";
    server.setAttribute("aria-invalid", String(Boolean(wrong)));
  };

  const learnLimits = async () => {
    const host = hostOf(server.value);
    if (!host || limits.has(host)) return;
    limits.set(host, {});
    try {
      const told = await askLimits(limitsUrl, picked().network, host);
      if (told) limits.set(host, { limit: told.limit, urlLength: told.url_length ?? 0 });
      update();
    } catch { /* the usual limit is a good guess */ }
  };

  const speak = (begins) => {
    const before = own.value.trim();
    own.value = before ? `${before} ${begins}` : begins;
    own.focus();
    own.setSelectionRange(own.value.length, own.value.length);
    update();
  };

  const showSample = (isShown) => {
    part("[data-sample-field]").hidden = !isShown;
    part("[data-edit]").setAttribute("aria-expanded", String(isShown));
    if (isShown) sample.focus();
  };

  const known = picks.find((pick) => pick.network === remembered(NETWORK_KEY));
  if (known && !own.defaultValue) known.radio.checked = known.radio.defaultChecked = true;
  if (!server.value) server.value = server.defaultValue = remembered(HOST_KEY);
  for (const off of form.querySelectorAll("[data-no-script]")) off.hidden = true;
  for (const on of form.querySelectorAll("[data-live-composer], [data-prompts], [data-needs-script]")) on.hidden = false;

  showSample(false);
  form.addEventListener("focusin", begin);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target.name !== "network") return;
    remember(NETWORK_KEY, picked().network);
    update();
    if (picked().hostPattern) learnLimits();
  });
  own.addEventListener("input", update);
  sample.addEventListener("input", update);
  server.addEventListener("input", () => {
    remember(HOST_KEY, hostOf(server.value));
    update();
    if (part("[data-server-problem]").textContent) judgeServer(); // who is still typing is not told yet
  });
  server.addEventListener("change", () => { judgeServer(); learnLimits(); });
  for (const prompt of form.querySelectorAll("[data-begins]")) prompt.addEventListener("click", () => speak(prompt.dataset.begins));
  part("[data-another]")?.addEventListener("click", () => take(current + 1));
  part("[data-edit]").addEventListener("click", () => { showSample(part("[data-sample-field]").hidden); });
  part("[data-open]").addEventListener("click", () => {
    remember(NETWORK_KEY, picked().network);
    navigator.sendBeacon?.(stepUrl, step("clicked"));
    document.querySelector("#posted")?.setAttribute("open", "");
  });
  if (navigator.share) {
    part("[data-share]").hidden = false;
    part("[data-share] button").addEventListener("click", () => {
      navigator.share({ text: assemble(opening(), "", hashtags, link("s")) }).catch(() => { /* they thought better of it */ });
    });
  }
  update();
  if (picked().hostPattern) learnLimits();
};

for (const form of document.querySelectorAll("[data-composer]")) start(form);
