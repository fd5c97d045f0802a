// The page of the assistant. Whatever comes from the server is put in as text, never as HTML.

const examples = [
  "How many hours of annual leave can I carry over into the next year?",
  "I lost my laptop on a trip. Whom do I tell, and how soon?",
  "May my partner come along on a work trip?",
  "How do I record time on Tock while I am on sick leave?",
];
const $ = id => document.getElementById(id);
const conversation = crypto.getRandomValues(new Uint32Array(4)).join("-");
let running = null;
const nothing = { pico: 0, complete: true };
const unknown = { pico: 0, complete: false };
let total = nothing; // in 10^-12 USD, and whether that is all
let ingestion = null; // as it was told last

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

for (const example of examples) {
  const button = element("button", example);
  button.type = "button";
  button.onclick = () => ask(example);
  const item = document.createElement("li");
  item.append(button);
  $("examples").append(item);
}

// --- What there is

async function look() {
  try {
    const state = await (await fetch("api/state")).json();
    ingestion = state.ingestion;
    const { done, total: all, passages, finished, failures, problem } = ingestion;
    const simulated = state.models.startsWith("simulated");
    $("models").textContent = state.models.split(":")[0];
    $("models").classList.toggle("simulated", simulated);
    $("models").hidden = false;
    $("who").textContent = `Models: ${state.models}.`;
    $("made-up").hidden = !simulated;
    $("progress").hidden = finished;
    $("progress").value = all ? done / all : 0;
    const unread = Object.keys(failures).length;
    $("library").textContent = problem ? `The documents could not be read: ${problem}`
      : finished ? `${all} documents` + (unread ? `, ${unread} of them could not be read` : "")
      : all ? `Reading document ${done} of ${all}` + (passages ? `, ${passages} passages so far…` : "…") : "Looking at the documents…";
    if (!finished) setTimeout(look, 700);
  } catch {
    $("library").textContent = "The assistant does not answer. Is it still running?";
    setTimeout(look, 3000);
  }
}

// --- A question and its answer

/** The server-sent events of a response. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    for (let end; (end = rest.indexOf("\n\n")) >= 0; rest = rest.slice(end + 2)) {
      const lines = rest.slice(0, end).split("\n");
      const field = name => lines.filter(line => line.startsWith(name + ":")).map(line => line.slice(name.length + 1)).join("\n");
      if (field("data")) yield { name: field("event"), data: JSON.parse(field("data")) };
    }
  }
}

async function ask(question) {
  if (running) return;
  $("welcome").hidden = true;
  const turn = new Turn(question);
  running = new AbortController();
  busy(true);
  try {
    const response = await fetch("api/questions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ conversation, question }),
      signal: running.signal,
    });
    if (!response.ok) {
      throw Object.assign(new Error((await response.json().catch(() => ({}))).detail ?? `HTTP ${response.status}`), { cost: nothing });
    }
    for await (const event of events(response)) turn[event.name](event.data);
    turn.end();
  } catch (failure) {
    if (turn.ended) return;
    if (running.signal.aborted) turn.stopped();
    else turn.failed({ message: failure.message, cost: failure.cost });
  } finally {
    running = null;
    busy(false);
  }
}

function busy(yes) {
  $("turns").setAttribute("aria-busy", yes);
  $("send").hidden = yes;
  $("stop").hidden = !yes;
  if (!yes && $("reader").hidden) $("question").focus();
}

const notes = {
  UNSUPPORTED: "This answer names no source: nothing here shows that it is true.",
  NOT_IN_PASSAGES: "The passages that were found do not hold the answer.",
  NOTHING_NEAR: "No passage comes near the question, so that no model was asked to answer.",
};

class Turn {

  constructor(question) {
    this.root = $("turn").content.cloneNode(true).firstElementChild;
    this.find(".asked").textContent = question;
    this.answer.classList.add("waiting");
    this.said = "";
    this.sources = [];
    this.ended = false;
    this.warnOfWhatIsUnread();
    $("turns").append(this.root);
    this.root.scrollIntoView({ block: "start", behavior: "smooth" });
  }

  find(selector) { return this.root.querySelector(selector); }
  get answer() { return this.find(".answer"); }

  warnOfWhatIsUnread() {
    if (!ingestion || ingestion.finished && !ingestion.problem) return;
    this.find(".early").textContent = ingestion.problem
      ? "Not all documents could be read; this answers from those that are in the index."
      : ingestion.total ? `Only ${ingestion.done} of ${ingestion.total} documents had been read when this was asked. Ask again later.`
      : "No document had been read when this was asked. Ask again later.";
    this.find(".early").hidden = false;
  }

  searched({ query, rewritten, sources }) {
    this.sources = sources;
    this.find(".rewritten").textContent = `Searched for: ${query}`;
    this.find(".rewritten").hidden = !rewritten;
    for (const source of sources) this.find(".sources ol").append(this.source(source));
    this.find(".sources summary").textContent = `${sources.length} passages found`;
    this.find(".sources").hidden = sources.length === 0;
  }

  source({ number, passage, similarity }) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.number = number;
    const words = document.createElement("span");
    const place = [passage.heading, passage.page ? `page ${passage.page}` : ""].filter(Boolean).join(" · ");
    words.append(passage.title, element("small", place || passage.document));
    button.append(element("span", number, "number"), words, element("span", similarity.toFixed(2), "near"));
    button.onclick = () => read(passage);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  text({ text }) {
    this.said += text;
    this.show();
  }

  /** The answer with its citations as buttons; numbers of sources that there are not stay text. */
  show() {
    const parts = [];
    let from = 0;
    for (const found of this.said.matchAll(/\[(\d+(?:\s*,\s*\d+)*)\]/g)) {
      const numbers = found[1].split(",").map(Number);
      if (!numbers.some(number => this.sources[number - 1])) continue;
      parts.push(this.said.slice(from, found.index),
        ...numbers.map(number => this.sources[number - 1] ? this.cite(number) : `[${number}]`));
      from = found.index + found[0].length;
    }
    this.answer.replaceChildren(...parts, this.said.slice(from));
  }

  cite(number) {
    const passage = this.sources[number - 1].passage;
    const button = element("button", number, "cite");
    button.type = "button";
    button.title = passage.title;
    button.setAttribute("aria-label", `Source ${number}: ${passage.title}`);
    button.onclick = () => read(passage);
    return button;
  }

  done({ support, cited, calls, cost }) {
    this.ended = true;
    if (support === "NOTHING_NEAR") this.answer.textContent = "I don't know.";
    if (notes[support]) this.note(notes[support]);
    for (const number of cited) this.find(`.sources [data-number="${number}"]`).classList.add("cited");
    this.find(".sources").open = support === "NOTHING_NEAR";
    this.account(calls, cost);
    this.settle();
  }

  account(calls, cost) {
    this.find(".route").replaceChildren(...calls.flatMap(call => this.route(call)));
    total = { pico: total.pico + cost.pico, complete: total.complete && cost.complete };
    const usd = total.pico / 1e12;
    $("total").textContent = (total.complete ? "$" : "at least $") + usd.toFixed(usd < 0.01 ? 6 : 4).replace(/(\.\d\d\d*?)0+$/, "$1");
  }

  route(call) {
    const line = document.createElement("span");
    line.className = "call";
    const failures = call.failures.map(failure => element("span", ` · failed: ${failure}`, "failed"));
    line.append(
      `${call.task}: `, element("b", call.policy), ` by ${call.rule} → `, element("b", call.deployment ?? "nobody"),
      ` · ${call.inputTokens} + ${call.outputTokens} tokens · ${call.cost} · ${call.millis} ms`, ...failures);
    return [line, document.createElement("br")];
  }

  failed({ message, calls = [], cost = unknown }) {
    this.ended = true;
    this.note(`${this.said ? "The answer broke off" : "There is no answer"}: ${message}`, "bad");
    this.account(calls, cost);
    this.settle();
  }

  stopped() {
    this.ended = true;
    this.account([], unknown);
    this.note("Stopped.");
    this.settle();
  }

  /** The stream is over; without a last event it was cut. */
  end() {
    if (!this.ended) this.failed({ message: "the connection was cut" });
  }

  note(text, kind) {
    this.find(".end").textContent = text;
    this.find(".end").hidden = false;
    if (kind) this.find(".end").classList.add(kind);
  }

  settle() { this.answer.classList.remove("waiting"); }
}

// --- The reader

/** What a document says, or why it cannot be told. */
async function load(document) {
  try {
    const response = await fetch("api/documents?path=" + encodeURIComponent(document));
    if (response.ok) return { passages: await response.json(), problem: "This document is no longer there." };
    return { passages: [], problem: response.status === 404 ? "This document is no longer there." : "This document cannot be read just now." };
  } catch {
    return { passages: [], problem: "The assistant does not answer. Is it still running?" };
  }
}

let wanted = null;

async function read(passage) {
  wanted = passage;
  const { passages, problem } = await load(passage.document);
  if (wanted !== passage) return; // another one was clicked meanwhile
  $("reader-title").textContent = passage.title;
  $("reader-path").textContent = passage.document;
  $("passages").replaceChildren();
  let heading = "";
  for (const [index, each] of passages.entries()) {
    const above = each.page ? `Page ${each.page}` : each.heading;
    if (above !== heading) $("passages").append(element("h3", above));
    heading = above;
    const cited = each.number === passage.number;
    const lines = each.text.split("\n");
    const next = passages[index + 1];
    // Passages overlap by a line: it is shown once, where it is cited.
    if (next?.number === passage.number && next.text.split("\n")[0] === lines.at(-1)) lines.pop();
    if (!cited && passages[index - 1]?.text.split("\n").at(-1) === lines[0]) lines.shift();
    $("passages").append(element("p", lines.join("\n"), cited ? "cited" : ""));
  }
  if (!passages.length) $("passages").append(element("p", problem));
  $("reader").hidden = false;
  $("passages").querySelector(".cited")?.scrollIntoView({ block: "center" });
  $("passages").focus();
}

function close() {
  $("reader").hidden = true;
  $("question").focus();
}

// --- The form

$("ask").onsubmit = event => {
  event.preventDefault();
  const question = $("question").value.trim();
  if (!question || running) return;
  $("question").value = "";
  ask(question);
};
$("question").onkeydown = event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("ask").requestSubmit();
  }
};
$("stop").onclick = () => running?.abort();
$("close").onclick = close;
document.addEventListener("keydown", event => {
  if (event.key === "Escape") $("reader").hidden ? running?.abort() : close();
});

look();
