/** The script of the browser page. Texts reach the page as text only, never as HTML. */

export const BROWSE_SCRIPT = `"use strict";
const KEYS = ["id", "split", "type", "kind", "family", "frame", "difficulty", "tags", "request"];
const PAGE = 200;
const byId = (id) => document.getElementById(id);
const rows = [];
for (const { agent, rows: entries } of JSON.parse(byId("index").textContent))
  entries.forEach((values, at) => {
    const row = { agent, at };
    KEYS.forEach((key, place) => { row[key] = values[place]; });
    row.text = (row.id + " " + row.frame + " " + row.request).toLowerCase();
    rows.push(row);
  });
const FILTERS = {
  agent: (row) => [row.agent], type: (row) => [row.type], kind: (row) => [row.kind], split: (row) => [row.split],
  difficulty: (row) => [row.difficulty], family: (row) => [row.family],
  tag: (row) => row.tags.map((tag) => (tag.startsWith("twin:") ? "twin" : tag)),
};
for (const [name, valuesOf] of Object.entries(FILTERS)) {
  const counts = new Map();
  for (const row of rows) for (const value of valuesOf(row)) counts.set(value, (counts.get(value) || 0) + 1);
  for (const value of [...counts.keys()].sort()) {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = value + " (" + counts.get(value) + ")";
    byId("filter-" + name).append(option);
  }
}
let found = rows;
let shown = 0;
function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}
function apply() {
  const words = byId("search").value.toLowerCase().split(/\\s+/).filter(Boolean);
  const wanted = Object.entries(FILTERS).map(([name, valuesOf]) => [byId("filter-" + name).value, valuesOf]).filter(([value]) => value !== "");
  found = rows.filter((row) => words.every((word) => row.text.includes(word)) && wanted.every(([value, valuesOf]) => valuesOf(row).includes(value)));
  byId("count").textContent = found.length.toLocaleString("en-US") + " of " + rows.length.toLocaleString("en-US") + " rows";
  byId("list").replaceChildren();
  shown = 0;
  more();
}
function more() {
  const part = document.createDocumentFragment();
  for (const row of found.slice(shown, shown + PAGE)) {
    const item = element("li");
    const link = element("a", row.request.slice(0, 160));
    link.href = "#" + row.id;
    link.append(element("small", row.id + " \\u00b7 " + row.kind + " \\u00b7 " + row.difficulty));
    if (location.hash === "#" + row.id) link.setAttribute("aria-current", "true");
    item.append(link);
    part.append(item);
  }
  byId("list").append(part);
  shown = Math.min(found.length, shown + PAGE);
  byId("more").hidden = shown >= found.length;
  byId("more").textContent = "show more (" + (found.length - shown) + " left)";
}
const loaded = new Map();
const waiting = new Map();
window.flanstackRows = (part) => { loaded.set(part.agent, part); const done = waiting.get(part.agent); if (done) done(); };
function load(agent) {
  if (loaded.has(agent)) return Promise.resolve();
  return new Promise((done, failed) => {
    waiting.set(agent, done);
    const script = element("script");
    script.src = encodeURIComponent(agent) + ".js";
    script.onerror = () => failed(new Error(agent + ".js does not lie beside this page"));
    document.head.append(script);
  });
}
function listOf(pairs) {
  const list = element("dl");
  for (const [name, value] of pairs) list.append(element("dt", name), element("dd", value));
  return list;
}
function folded(title, text) {
  const box = element("details");
  box.append(element("summary", title), element("pre", text));
  return box;
}
function messageOf([role, content, trained], texts, slip) {
  const text = typeof content === "number" ? texts[content] : content;
  if (role === "system") return folded("system text", text);
  const calls = role === "assistant" && (text.includes("<tool_call>") || /^Action:/m.test(text));
  const box = element("div", undefined, "message " + role + (trained ? " trained" : "") + (slip ? " slip" : "") + (calls ? " calls" : ""));
  box.append(element("h4", role === "assistant" ? (trained ? "assistant, trained" : "assistant, not trained") : role), element("pre", text));
  return box;
}
async function open(id) {
  const row = rows.find((each) => each.id === id);
  if (!row) return;
  const place = byId("row");
  try { await load(row.agent); } catch (problem) { place.replaceChildren(element("p", problem.message)); return; }
  const { texts, rows: parts } = loaded.get(row.agent);
  const [messages, tools, trace] = parts[row.at];
  const page = document.createDocumentFragment();
  page.append(element("h2", row.id));
  page.append(listOf([["type", row.type], ["kind", row.kind], ["split", row.split], ["difficulty", row.difficulty], ["family", row.family], ["frame", row.frame], ["tags", row.tags.join(", ")]]));
  const named = tools.map((at) => JSON.parse(texts[at]));
  const own = (name) => (trace.masked && trace.masked[name] ? name + " (" + trace.masked[name] + ")" : name);
  const slips = new Set(trace.calls.filter((call) => call.event === "mistake").map((call) => call.turn));
  page.append(element("h3", "Conversation"));
  messages.forEach((message, at) => page.append(messageOf(message, texts, slips.has(at))));
  page.append(element("h3", "Trace"));
  if (trace.calls.length === 0) page.append(element("p", "No call is the right answer here.", "note"));
  for (const call of trace.calls) {
    const box = element("div", undefined, "message tool");
    box.append(element("h4", own(call.name) + " in message " + call.turn + (call.ok ? "" : ", error") + (call.event ? ", " + call.event : "")));
    box.append(listOf([
      ...Object.entries(call.provenance).map(([pointer, source]) => [pointer, "from " + source]),
      ["state", call.before === call.after ? "unchanged" : call.before + " \\u2192 " + call.after],
    ]));
    box.append(folded("arguments and observation", JSON.stringify({ arguments: call.arguments, observation: call.observation }, null, 2)));
    page.append(box);
  }
  for (const text of trace.texts) page.append(listOf([["message " + text.turn, text.decision + (text.required.length ? "; must hold " + text.required.join(", ") : "")]]));
  if (trace.accept.length > 0) page.append(folded("calls that are as good (" + trace.accept.length + ")", JSON.stringify(trace.accept, null, 2)));
  page.append(element("h3", "Functions offered: " + named.length));
  for (const tool of named) page.append(folded(own(tool.name), JSON.stringify(tool, null, 2)));
  place.replaceChildren(page);
  for (const link of document.querySelectorAll("#list a")) {
    if (link.hash === "#" + id) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
  }
  place.focus({ preventScroll: false });
}
const form = byId("filters");
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
form.addEventListener("reset", () => setTimeout(apply));
byId("more").addEventListener("click", more);
byId("list").addEventListener("keydown", (event) => {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...document.querySelectorAll("#list a")];
  const next = links[links.indexOf(document.activeElement) + step];
  if (next) { next.focus(); event.preventDefault(); }
});
window.addEventListener("hashchange", () => open(decodeURIComponent(location.hash.slice(1))));
apply();
if (location.hash.length > 1) open(decodeURIComponent(location.hash.slice(1)));
`;
