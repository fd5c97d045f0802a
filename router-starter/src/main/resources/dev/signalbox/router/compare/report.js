"use strict";
// What comes from the report is put in as text, never as HTML.

const report = JSON.parse(document.getElementById("report").textContent);
const $ = id => document.getElementById(id);
// Okabe and Ito's colours, which people who see colours differently can tell apart.
const palette = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999", "#b8a800"];
const color = new Map(report.contenders.map((contender, index) => [contender.name, palette[index % palette.length]]));
const percent = share => (100 * share).toFixed(1);
const span = (low, high) => `${percent(low)} – ${percent(high)}`;

function money(usd) {
  if (usd === null || usd === undefined) return "unknown";
  if (usd === 0) return "$0";
  return "$" + Number(usd.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 10 });
}

function time(millis) {
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(millis < 10000 ? 2 : 1)} s`;
}

function html(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.map(child => child ?? ""));
  return made;
}

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function dot(name) {
  const made = html("span", { class: "dot" });
  made.style.background = color.get(name);
  return made;
}

function plot(id, height, label) {
  const root = svg("svg", { viewBox: `0 0 960 ${height}`, role: "img", "aria-label": label });
  $(id).append(root);
  return root;
}

function empty(id, why) {
  $(id).append(html("p", { class: "empty" }, why));
}

/** Round numbers from low to high, about `count` of them. */
function ticks(low, high, count) {
  const rough = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const all = [];
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) all.push(Number(tick.toPrecision(12)));
  return all;
}

/** A scale from values to pixels; logarithmic where values span more than a factor of 20, with zero apart at its left. */
function scale(values, from, to) {
  const positive = values.filter(value => value > 0);
  const low = Math.min(...positive), high = Math.max(0, ...positive);
  if (high / low > 20) {
    const zeros = positive.length < values.length;
    const begin = zeros ? from + 90 : from;
    const [a, b] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
    const at = value => value > 0 ? begin + (Math.log10(value) - a) / (b - a) * (to - begin) : from;
    const powers = Array.from({ length: b - a + 1 }, (_, index) => 10 ** (a + index));
    return { at, ticks: zeros ? [0, ...powers] : powers };
  }
  const end = high > 0 ? high * 1.08 : 1;
  return { at: value => from + value / end * (to - from), ticks: ticks(0, end, 6) };
}

// --- Head

document.title = `Comparison: ${report.name}`;
$("name").textContent = report.name;
$("verdict").textContent = report.verdict.text;
$("about").textContent =
  `${report.prompts.length} prompts, ${report.contenders.length} contenders, ended ${new Date(report.finishedAt).toLocaleString()}. `
  + `Intervals of ${percent(report.confidence)} % by the bootstrap over prompts (${report.resamples.toLocaleString("en")} resamples or more, seed ${report.seed}); `
  + `those of differences are paired, and corrected for the number of pairs. Failures count as 0. `
  + `Good enough means: shown to be no more than ${percent(report.margin)} points worse than any other.`
  + (report.ungraded ? ` ${report.ungraded} answers have no grade; quality is over the prompts at which all have one.` : "");

// --- Quality against cost

function dominates(one, other) {
  return one.cost <= other.cost && one.quality >= other.quality && (one.cost < other.cost || one.quality > other.quality);
}

function pareto() {
  const points = report.contenders
    .filter(contender => contender.quality && contender.costUsd.mean !== null && !contender.costUsd.unknown)
    .map(contender => ({ ...contender.quality, name: contender.name, cost: 1000 * contender.costUsd.mean,
      costs: [1000 * contender.costUsd.low, 1000 * contender.costUsd.high], quality: contender.quality.mean }));
  const rest = report.contenders.filter(contender => !points.some(point => point.name === contender.name));
  if (!points.length) return empty("pareto", "Nothing to draw: quality or cost of all contenders is unknown.");
  const root = plot("pareto", 420, "Quality against cost per 1,000 prompts");
  const [left, right, top, bottom] = [64, 930, 24, 360];
  const x = scale(points.flatMap(point => [point.cost, ...point.costs]), left, right);
  const lowest = Math.min(...points.map(point => point.low));
  const floor = Math.max(0, Math.floor(lowest * 10 - .5) / 10);
  const y = quality => bottom - (quality - floor) / (1.02 - floor) * (bottom - top);
  for (const tick of ticks(floor, 1, 5)) {
    root.append(svg("line", { x1: left, x2: right, y1: y(tick), y2: y(tick), class: "grid" }),
      svg("text", { x: left - 8, y: y(tick) + 4, "text-anchor": "end", class: "soft" }, percent(tick)));
  }
  for (const tick of x.ticks) {
    root.append(svg("line", { x1: x.at(tick), x2: x.at(tick), y1: bottom, y2: bottom + 5, class: "axis" }),
      svg("text", { x: x.at(tick), y: bottom + 20, "text-anchor": "middle", class: "soft" }, money(tick)));
  }
  root.append(svg("line", { x1: left, x2: right, y1: bottom, y2: bottom, class: "axis" }),
    svg("text", { x: (left + right) / 2, y: bottom + 44, "text-anchor": "middle", class: "soft" }, "cost of 1,000 prompts"),
    svg("text", { x: left, y: 14, class: "soft" }, "quality, in points of 100"));
  const front = points.filter(point => !points.some(other => dominates(other, point))).sort((a, b) => a.cost - b.cost);
  root.append(svg("path", { class: "front", d: front.map((point, index) => index === 0
    ? `M${x.at(point.cost)},${y(point.quality)}` : `H${x.at(point.cost)}V${y(point.quality)}`).join("") }));
  const taken = [];
  for (const point of points) {
    const on = front.includes(point);
    const group = svg("g", { class: on ? "on-front" : "dominated", "data-contender": point.name, "data-front": on });
    const [cx, cy] = [x.at(point.cost), y(point.quality)];
    group.append(
      svg("title", {}, `${point.name}: quality ${percent(point.quality)} [${span(point.low, point.high)}], ${money(point.cost)} for 1,000 prompts`),
      svg("line", { x1: cx, x2: cx, y1: y(point.low), y2: y(point.high), stroke: color.get(point.name), "stroke-width": 2 }),
      svg("line", { x1: x.at(point.costs[0]), x2: x.at(point.costs[1]), y1: cy, y2: cy, stroke: color.get(point.name), "stroke-width": 2 }),
      svg("circle", { cx, cy, r: 7, fill: color.get(point.name) }));
    const end = cx > right - 160;
    let at = cy - 9; // above the point, where the line of the front does not run; below it if there is no room
    const isTaken = height => taken.some(([ox, oy]) => Math.abs(ox - cx) < 150 && Math.abs(oy - height) < 16);
    while (at > top && isTaken(at)) at -= 16;
    if (at <= top) for (at = cy + 20; isTaken(at);) at += 16;
    taken.push([cx, at]);
    const short = point.name.length > 28 ? point.name.slice(0, 27) + "…" : point.name;
    group.append(svg("text", { x: end ? cx - 13 : cx + 13, y: at, "text-anchor": end ? "end" : "start" }, short));
    root.append(group);
  }
  if (rest.length) {
    $("pareto").append(html("p", { class: "empty" }, `Not drawn, for want of quality or cost: ${rest.map(contender => contender.name).join(", ")}`));
  }
}

function contenders() {
  const head = ["", "quality", "n", "cost of 1,000", "total cost", "median / p90", "answered", "tokens in + out", "answered by"];
  $("contenders").append(html("tr", {}, ...head.map(text => html("th", {}, text))));
  for (const each of report.contenders) {
    const { quality, costUsd: cost, latencyMillis: latency } = each;
    $("contenders").append(html("tr", { "data-contender": each.name },
      html("td", {}, dot(each.name), each.name, html("small", {}, each.kind)),
      quality ? html("td", {}, percent(quality.mean), html("small", {}, span(quality.low, quality.high))) : html("td", {}, "–"),
      html("td", {}, quality?.n ?? 0),
      cost.mean === null ? html("td", {}, "unknown")
        : html("td", {}, money(1000 * cost.mean) + (cost.unknown ? " + ?" : ""), html("small", {}, `${money(1000 * cost.low)} – ${money(1000 * cost.high)}`)),
      html("td", {}, money(cost.total === null ? null : Number(cost.total)), cost.unknown ? html("small", {}, `${cost.unknown} unknown`) : ""),
      html("td", {}, latency ? `${time(latency.p50)} / ${time(latency.p90)}` : "–"),
      html("td", {}, each.answered, each.failed ? html("small", {}, `${each.failed} failed`) : ""),
      html("td", {}, `${each.tokens.input.toLocaleString("en")} + ${each.tokens.output.toLocaleString("en")}`),
      html("td", {}, ...Object.entries(each.deployments).map(([id, count]) => html("small", {}, `${id} ${count}`)))));
  }
}

// --- Differences

function pairs() {
  if (!report.pairs.length) return empty("pairs", "There is nothing to compare with.");
  const height = 50 + 34 * report.pairs.length;
  const root = plot("pairs", height, "Differences of quality");
  const [left, right] = [330, 820];
  const reach = Math.max(.05, ...report.pairs.flatMap(pair => [Math.abs(pair.low), Math.abs(pair.high)])) * 1.08;
  const x = value => left + (value + reach) / (2 * reach) * (right - left);
  for (const tick of ticks(-reach, reach, 6)) {
    root.append(svg("line", { x1: x(tick), x2: x(tick), y1: 10, y2: height - 30, class: tick === 0 ? "axis" : "grid" }),
      svg("text", { x: x(tick), y: height - 12, "text-anchor": "middle", class: "soft" }, (tick > 0 ? "+" : "") + Math.round(1000 * tick) / 10));
  }
  report.pairs.forEach((pair, index) => {
    const y = 30 + 34 * index;
    const name = `${pair.first} − ${pair.second}`;
    const ink = pair.decided ? "var(--accent)" : "var(--soft)";
    root.append(svg("g", { "data-decided": pair.decided },
      svg("title", {}, `${name}: ${percent(pair.difference)} [${span(pair.low, pair.high)}], n = ${pair.n}`),
      svg("text", { x: left - 14, y: y + 4, "text-anchor": "end" }, name.length > 42 ? name.slice(0, 41) + "…" : name),
      svg("line", { x1: x(pair.low), x2: x(pair.high), y1: y, y2: y, stroke: ink, "stroke-width": 3, "stroke-linecap": "round" }),
      svg("circle", { cx: x(pair.difference), cy: y, r: 5, fill: ink }),
      svg("text", { x: 950, y: y + 4, "text-anchor": "end", class: "soft" },
        `n = ${pair.n}${pair.decided ? "" : ", undecided"}`)));
  });
}

// --- Latency

function latency() {
  const rows = report.contenders.filter(contender => contender.latencyMillis);
  if (!rows.length) return empty("latency", "Nobody has answered.");
  const height = 40 + 56 * rows.length;
  const root = plot("latency", height, "Latency of answers");
  const [left, right] = [180, 930];
  const answered = report.outcomes.filter(outcome => !outcome.failure);
  const x = scale(answered.map(outcome => Math.max(1, outcome.latencyMillis)), left, right);
  for (const tick of x.ticks) {
    root.append(svg("line", { x1: x.at(tick), x2: x.at(tick), y1: 8, y2: height - 30, class: "grid" }),
      svg("text", { x: x.at(tick), y: height - 10, "text-anchor": "middle", class: "soft" }, time(tick)));
  }
  rows.forEach((row, index) => {
    const y = 36 + 56 * index;
    const group = svg("g", { "data-contender": row.name });
    const own = answered.filter(outcome => outcome.contender === row.name);
    // Many dots say no more than a thousand do.
    const every = Math.max(1, Math.ceil(own.length / 1000));
    own.filter((_, number) => number % every === 0).forEach((outcome, number) => group.append(svg("circle", {
      cx: x.at(Math.max(1, outcome.latencyMillis)), cy: y + ((number * 7) % 17) - 8, r: 3, fill: color.get(row.name), opacity: .35 })));
    for (const [name, value, reach] of [["p50", row.latencyMillis.p50, 16], ["p90", row.latencyMillis.p90, 12]]) {
      const at = x.at(Math.max(1, value));
      group.append(svg("line", { x1: at, x2: at, y1: y - reach, y2: y + reach, stroke: "var(--ink)", "stroke-width": name === "p50" ? 3 : 1.5 }, svg("title", {}, `${name} ${time(value)}`)));
    }
    const short = row.name.length > 22 ? row.name.slice(0, 21) + "…" : row.name;
    group.append(svg("text", { x: left - 14, y: y, "text-anchor": "end" }, short),
      svg("text", { x: left - 14, y: y + 16, "text-anchor": "end", class: "soft" }, `${time(row.latencyMillis.p50)} / ${time(row.latencyMillis.p90)}`));
    root.append(group);
  });
}

// --- Categories

function categories() {
  const names = report.contenders.map(contender => contender.name);
  $("categories").append(html("tr", {}, html("th"), ...names.map(name => html("th", {}, dot(name), name))));
  for (const { category, cells } of report.categories) {
    const row = html("tr", {}, html("td", {}, category || "–"));
    for (const name of names) {
      const cell = cells.find(each => each.contender === name);
      if (!cell) {
        row.append(html("td", {}, "–"));
        continue;
      }
      const made = html("td", {}, percent(cell.mean), html("small", {}, `${span(cell.low, cell.high)}, n = ${cell.n}`));
      made.style.background = `color-mix(in srgb, var(--good) ${Math.round(100 * cell.mean)}%, var(--bad))`;
      row.append(made);
    }
    $("categories").append(row);
  }
}

// --- Prompts

const byPrompt = new Map(report.prompts.map(prompt => [prompt.id, { ...prompt, outcomes: [] }]));
for (const outcome of report.outcomes) byPrompt.get(outcome.prompt)?.outcomes.push(outcome);
for (const prompt of byPrompt.values()) {
  const grades = prompt.outcomes.map(outcome => outcome.grade).filter(grade => grade !== null);
  prompt.spread = grades.length ? Math.max(...grades) - Math.min(...grades) : 0;
  prompt.searched = [prompt.id, ...prompt.messages.map(message => message.text), ...prompt.outcomes.map(outcome => outcome.answer ?? "")].join("\n").toLowerCase();
}
const sorted = [...byPrompt.values()].sort((a, b) => b.spread - a.spread);
const page = 100;
let shown = page;

function chip(outcome) {
  const grade = outcome.grade;
  const kind = grade === null ? "" : grade >= .75 ? "right" : grade < .25 ? "wrong" : "";
  const text = outcome.failure ? "failed" : grade === null ? "?" : percent(grade).replace(".0", "");
  const made = html("span", { class: `chip ${kind}`, title: `${outcome.contender}: ${text}` }, dot(outcome.contender), text);
  return made;
}

/** A conversation with who says what; a single message is the user's. */
function said(prompt) {
  return prompt.messages.length > 1 ? prompt.messages.map(({ role, text }) => `${role}: ${text}`) : [prompt.text];
}

function opened(prompt) {
  const answers = prompt.outcomes.map(outcome => html("article", { class: "said" },
    html("h3", {}, html("span", {}, dot(outcome.contender), outcome.contender), chip(outcome)),
    html("p", { dir: "auto" }, outcome.failure ? `Failed: ${outcome.failure}` : outcome.answer),
    html("footer", {}, [outcome.deployment, money(outcome.costUsd === null ? null : Number(outcome.costUsd)), time(outcome.latencyMillis),
      `${outcome.inputTokens} + ${outcome.outputTokens} tokens`,
      ...Object.entries(outcome.grades).map(([grader, grade]) => `${grader} ${percent(grade)}`),
      ...Object.entries(outcome.reasons).filter(([, reason]) => reason).map(([grader, reason]) => `${grader}: ${reason}`),
    ].filter(Boolean).join(" · "))));
  return html("div", { class: "open" },
    html("dl", {}, html("dt", {}, "Prompt"), ...said(prompt).map(text => html("dd", { dir: "auto" }, text)),
      ...(prompt.expected === null ? [] : [html("dt", {}, "Expected"), html("dd", { dir: "auto" }, prompt.expected)])),
    html("div", { class: "answers" }, ...answers));
}

function row(prompt) {
  const made = html("details", { class: "prompt", "data-prompt": prompt.id },
    html("summary", {}, html("span", { class: "id" }, prompt.id), html("span", { class: "what", dir: "auto" }, prompt.text),
      html("span", { class: "chips" }, ...prompt.outcomes.map(chip))));
  made.addEventListener("toggle", () => { if (made.open && made.children.length === 1) made.append(opened(prompt)); });
  return made;
}

function show() {
  const [category, text] = [$("category").value, $("text").value.toLowerCase()];
  const matching = sorted.filter(prompt => (!category || prompt.category === category)
    && (!text || prompt.searched.includes(text)) && (!$("disagree").checked || prompt.spread > 0));
  $("prompts").replaceChildren(...matching.slice(0, shown).map(row));
  if (!matching.length) empty("prompts", "No prompt is like that.");
  $("count").textContent = `${matching.length} of ${sorted.length}`;
  $("more").hidden = matching.length <= shown;
}

$("category").append(html("option", { value: "" }, "all"),
  ...report.categories.map(each => html("option", { value: each.category }, each.category)));
for (const id of ["category", "text", "disagree"]) {
  $(id).addEventListener("input", () => { shown = page; show(); });
}
$("more").addEventListener("click", () => { shown += page; show(); });

pareto();
contenders();
pairs();
latency();
categories();
show();
