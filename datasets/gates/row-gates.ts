/**
 * The nine row gates of every row. A row is checked as it will be written, against what its key replays to;
 * so a value changed in the row, its tools or its trace is caught even where the new value is plausible.
 */
import { canonicalJson } from "../../primitives";
import type { Engine } from "../engine";
import { type Finding, type ReadRow, type ReadTurn, readRow } from "../parse-row";
import { observationValue } from "../phrase";
import { asRowTool } from "../phrase/tool-list";
import { sameJson } from "../same-json";
import type { RowCall, RowTool, ScriptEvent, Slots, Trajectory, Values } from "../types";
import { worldDigest } from "../world-digest";
import { checkOtherWays } from "./accepted-calls";
import { literalWords, ungrounded } from "./grounding";
import { unhygienic } from "./hygiene";
import { explainArguments, type Seen } from "./provenance";
import { ownCall, unmask } from "./unmask";
import { Visible } from "./visible";

const LEFT_OVER = /[{}]|\[[A-Za-z ]*\|[^\]]*\]|\bundefined\b|\bNaN\b|\[object |\blorem ipsum\b|\bTBD\b/;
/** Where a value was filled in that says nothing: "deviates on the.", "in all: .". */
const HOLE = /(?:[:;,]|\s[-–])\s*[.!?](?:\s|$)|\s[.,;!?](?:\s|$)|\b(?:the|an?)[.!?](?:\s|$)/;

/** All findings of a row; empty when it passes every gate. */
export function checkRow(engine: Engine, value: unknown, trajectory: Trajectory): Finding[] {
  const { read, findings } = readRow(value);
  return read === undefined || findings.length > 0 ? findings : checkRead(engine, read, trajectory);
}

/** The same for a row whose form is known to be right. */
export function checkRead(engine: Engine, read: ReadRow, trajectory: Trajectory): Finding[] {
  const row = unmask(read);
  return [
    ...checkText(row),
    ...checkTools(engine, row, read),
    ...checkReplay(row, trajectory),
    ...checkSources(engine, row, trajectory),
    ...checkDecision(row, trajectory),
    ...checkOtherWays(engine, row, trajectory),
    ...checkRepeats(row, trajectory),
    ...checkLoss(row, trajectory),
  ];
}

function checkText({ turns }: ReadRow): Finding[] {
  const findings: Finding[] = [];
  for (const turn of turns) {
    const pointer = `/conversations/${turn.index}/content`;
    const dirty = unhygienic(turn.message.content);
    if (dirty !== undefined) findings.push({ gate: "hygiene", pointer, message: dirty });
    if (turn.observation !== undefined || turn.message.role === "system") continue;
    const spoken = [turn.text, turn.thought ?? ""].join(" ");
    const left = LEFT_OVER.exec(spoken);
    if (left !== null)
      findings.push({ gate: "format", pointer, message: `holds "${left[0]}", which looks like a placeholder` });
    const hole = HOLE.exec(spoken.trim());
    if (hole !== null)
      findings.push({
        gate: "format",
        pointer,
        message: `holds "${hole[0].trim()}", where a value seems to be missing`,
      });
  }
  return findings;
}

function checkTools(engine: Engine, row: ReadRow, shown: ReadRow): Finding[] {
  const findings: Finding[] = [];
  const masked = row.trace?.masked;
  const names = new Set(shown.tools.map((tool) => masked?.[tool.name] ?? tool.name));
  if (names.size !== shown.tools.length)
    findings.push({ gate: "tool", pointer: "/tools", message: "a function stands twice" });
  shown.tools.forEach((tool, index) => {
    const own = engine.simulator.tools.get(masked?.[tool.name] ?? tool.name);
    if (own === undefined)
      findings.push({ gate: "tool", pointer: `/tools/${index}`, message: `the agent has no function ${tool.name}` });
    else if (masked === undefined ? !sameTool(tool, asRowTool(own)) : !sameParameters(tool, asRowTool(own), masked))
      findings.push({
        gate: "tool",
        pointer: `/tools/${index}`,
        message: `${tool.name} is not described as the agent defines it`,
      });
  });
  for (const turn of row.turns) {
    for (const call of turn.calls) {
      const pointer = `/conversations/${turn.index}/content`;
      if (!names.has(call.name))
        findings.push({ gate: "tool", pointer, message: `${call.name} is not among the row's functions` });
      if (!turn.message.loss) continue; // a slip may break the schema; it is not trained on
      const problem = engine.simulator.argumentError({ tool: call.name, args: call.arguments });
      if (problem !== undefined) findings.push({ gate: "tool", pointer, message: `${call.name}: ${problem}` });
    }
  }
  return findings;
}

const texts = new WeakMap<object, string>();

function sameTool(shown: RowTool, own: RowTool): boolean {
  let text = texts.get(own.parameters);
  if (text === undefined) {
    text = JSON.stringify(own.parameters);
    texts.set(own.parameters, text);
  }
  return shown.name === own.name && shown.description === own.description && JSON.stringify(shown.parameters) === text;
}

function sameParameters(shown: RowTool, own: RowTool, masked: { readonly [name: string]: string }): boolean {
  const back = (name: string) => (masked[`${shown.name}.${name}`] ?? name).split(".").at(-1)!;
  const properties = Object.entries(shown.parameters.properties as Record<string, unknown>);
  const required = (shown.parameters.required ?? []) as readonly string[];
  const translated = {
    ...shown.parameters,
    properties: Object.fromEntries(properties.map(([name, schema]) => [back(name), schema])),
    required: required.map(back),
  };
  return sameJson(translated, own.parameters);
}

type CallsEvent = Extract<ScriptEvent, { kind: "calls" }>;

/** Gate 3: calls, observations and states are those of the replay, in order. */
function checkReplay(row: ReadRow, trajectory: Trajectory): Finding[] {
  const findings: Finding[] = [];
  const report = (turn: number, message: string) =>
    findings.push({ gate: "execution", pointer: `/conversations/${turn}`, message });
  const expected = trajectory.script.filter((event): event is CallsEvent => event.kind === "calls");
  const steps = expected.flatMap((event) => event.calls.map((call, index) => ({ event, call, index })));
  const calls = row.turns.flatMap((turn) => turn.calls.map((call) => ({ turn, call })));
  const observations = row.turns.filter((turn) => turn.observation !== undefined);
  if (calls.length !== steps.length) report(0, `holds ${calls.length} calls; the replay makes ${steps.length}`);
  if (row.trace?.calls.length !== steps.length)
    findings.push({ gate: "execution", pointer: "/trace/calls", message: "does not hold the calls of the replay" });
  steps.forEach(({ event, call, index }, position) => {
    const found = calls[position];
    const seen = observations[position];
    const traced = row.trace?.calls[position];
    if (found === undefined || seen === undefined || traced === undefined) return;
    if (found.call.name !== call.tool || !sameJson(found.call.arguments, call.args))
      report(found.turn.index, `calls something else than the replay does (${call.tool})`);
    const value = observationValue(event.observations[index]!);
    if (!sameJson(seen.observation, value))
      report(seen.index, `observes something else than ${call.tool} returns when executed again`);
    const own = ownCall(traced, row.trace?.masked);
    if (
      own.name !== call.tool ||
      !sameJson(own.arguments, call.args) ||
      traced.turn !== found.turn.index ||
      !sameJson(traced.observation, value) ||
      traced.before !== worldDigest(event.before[index]!) ||
      traced.after !== worldDigest(event.after[index]!) ||
      traced.ok !== event.observations[index]!.ok ||
      traced.event !== event.event
    )
      findings.push({ gate: "execution", pointer: `/trace/calls/${position}`, message: "is not what the replay did" });
  });
  const trace = row.trace;
  if (
    trace !== undefined &&
    (trace.kind !== trajectory.blueprint.kind ||
      trace.today !== trajectory.world.today ||
      trace.split !== trajectory.blueprint.split)
  )
    findings.push({
      gate: "execution",
      pointer: "/trace",
      message: "names another kind, day or split than the replay",
    });
  return findings;
}

/** Gates 4 and 5, in one walk over the conversation. */
function checkSources(engine: Engine, row: ReadRow, trajectory: Trajectory): Finding[] {
  const findings: Finding[] = [];
  const all = new Visible();
  const seen = { system: new Visible(), user: new Visible(), observations: new Visible() };
  let userText = "";
  let slots: Slots = {};
  let values: Values = {};
  const context: Seen = {
    ...seen,
    userText: () => userText,
    slots: () => slots,
    today: trajectory.world.today,
    synonyms: engine.agent.lexicon.synonyms,
  };
  const literal = literalWords(wordingsOf(trajectory));
  const users = trajectory.script.filter((event) => event.kind === "user");
  const spoken = trajectory.script
    .filter((event) => event.kind !== "user")
    .flatMap((event) => (event.kind === "calls" && row.isReactText ? event.calls.map(() => event) : [event]));
  let userIndex = 0;
  let callIndex = 0;
  let spokenIndex = 0;
  for (const tool of row.tools) all.addShared(JSON.stringify(tool));
  for (const turn of row.turns) {
    const { content, role } = turn.message;
    if (role === "assistant") {
      const event = spoken[spokenIndex];
      spokenIndex += 1;
      values = event === undefined ? {} : event.values;
      const pointer = `/conversations/${turn.index}/content`;
      if (!turn.message.loss) callIndex += turn.calls.length;
      if (turn.calls.length > 0 && turn.message.loss) {
        for (const call of turn.calls) {
          const tool = engine.simulator.tools.get(call.name);
          if (tool === undefined) continue;
          const { sources, unexplained } = explainArguments(tool, call, context);
          if (row.trace !== undefined && !sameJson(row.trace.calls[callIndex]?.provenance ?? {}, sources))
            findings.push({
              gate: "provenance",
              pointer: `/trace/calls/${callIndex}/provenance`,
              message: "is not where the values come from",
            });
          callIndex += 1;
          for (const at of unexplained)
            findings.push({
              gate: "provenance",
              pointer,
              message: `${call.name}${at} = ${short(at, call)} comes from nowhere`,
            });
        }
      }
      const says = [turn.text, turn.thought ?? ""].filter((text) => text !== "").join("\n");
      if (says !== "" && turn.message.loss)
        for (const problem of ungrounded(says, all, values, literal))
          findings.push({ gate: "grounding", pointer, message: `${problem} is shown nowhere: ${says.slice(0, 300)}` });
      all.add(content);
      continue;
    }
    all.add(content);
    if (role === "system") seen.system.add(row.isReactText ? content.split("\n\nFunctions, one JSON")[0]! : content);
    else if (turn.observation !== undefined) seen.observations.add(content);
    else {
      const event = users[userIndex];
      userIndex += 1;
      if (event?.kind === "user") slots = { ...slots, ...event.slots };
      seen.user.add(content);
      userText += `\n${content}`;
    }
  }
  return findings;
}

function short(pointer: string, call: RowCall): string {
  const name = pointer.split("/")[1]!;
  return JSON.stringify(call.arguments[name]).slice(0, 60);
}

function wordingsOf(trajectory: Trajectory): string[] {
  return trajectory.script.flatMap((event) =>
    event.kind === "text" ? event.wordings : event.kind === "calls" ? event.reasons : [],
  );
}

/** Gate 6, the part that every row shows: what is decided, and that a refusal has nothing to call. */
function checkDecision(row: ReadRow, trajectory: Trajectory): Finding[] {
  const findings: Finding[] = [];
  const report = (pointer: string, message: string) => findings.push({ gate: "decision", pointer, message });
  const shownTools = new Set(row.tools.map((tool) => row.trace?.masked?.[tool.name] ?? tool.name));
  for (const name of trajectory.forbids)
    if (shownTools.has(name)) report("/tools", `${name} would serve the request that is refused`);
  for (const name of trajectory.needs)
    if (!shownTools.has(name)) report("/tools", `${name} is called or offered, and not shown`);
  if (trajectory.withoutTools && shownTools.size > 0) report("/tools", "the row is about having no functions");
  const wanted = trajectory.script.filter((event) => event.kind === "text");
  const texts = row.turns.filter((turn) => turn.message.role === "assistant" && turn.calls.length === 0);
  if (texts.length !== wanted.length)
    report("/conversations", `says ${texts.length} things; the replay says ${wanted.length}`);
  wanted.forEach((event, index) => {
    const traced = row.trace?.texts[index];
    const turn = texts[index];
    if (event.kind !== "text" || turn === undefined) return;
    if (traced === undefined || traced.decision !== event.decision || traced.turn !== turn.index)
      report("/trace/texts", `message ${turn.index} decides otherwise than the replay`);
    for (const required of traced?.required ?? []) {
      if (!turn.text.includes(required))
        report(`/conversations/${turn.index}/content`, `does not say ${JSON.stringify(required.slice(0, 40))}`);
    }
  });
  if (
    row.row.hallucination_type !== trajectory.blueprint.hallucinationType ||
    row.row.type !== trajectory.blueprint.type
  )
    report("/type", "names another type than the replay");
  const system = row.turns[0]!.message.content;
  const stated = /(?:Today is|Current date:|It is|Date:) (?:[A-Z][a-z]+, )?(\d{4}-\d{2}-\d{2})/.exec(system)?.[1];
  if (stated !== undefined && stated !== trajectory.world.today)
    report("/conversations/0/content", `states ${stated}; the conversation takes place on ${trajectory.world.today}`);
  return findings;
}

/** Gate 7: the same call twice only where the row is about trying again. */
function checkRepeats(row: ReadRow, trajectory: Trajectory): Finding[] {
  if (trajectory.tags.includes("retry")) return [];
  const made = new Set<string>();
  const findings: Finding[] = [];
  let writes = 0;
  for (const turn of row.turns) {
    for (const call of turn.calls) {
      const text = `${writes}:${call.name}:${canonicalJson(call.arguments)}`;
      if (made.has(text))
        findings.push({
          gate: "repeat",
          pointer: `/conversations/${turn.index}/content`,
          message: `${call.name} was called with the same arguments before`,
        });
      made.add(text);
    }
    // After a change of state the same read may be needed again, to confirm it.
    if (turn.calls.length > 0 && changesState(turn, trajectory)) writes += 1;
  }
  return findings;
}

function changesState(turn: ReadTurn, trajectory: Trajectory): boolean {
  return trajectory.script.some(
    (event) =>
      event.kind === "calls" &&
      event.calls.some(
        (call, index) =>
          turn.calls.some((each) => each.name === call.tool) && event.before[index] !== event.after[index],
      ),
  );
}

/** Gate 9: observations and slips are never trained on; something is. */
function checkLoss(row: ReadRow, trajectory: Trajectory): Finding[] {
  const findings: Finding[] = [];
  const report = (turn: ReadTurn, message: string) =>
    findings.push({ gate: "loss", pointer: `/conversations/${turn.index}/loss`, message });
  const events = trajectory.script
    .filter((event) => event.kind !== "user")
    .flatMap((event) => (event.kind === "calls" && row.isReactText ? event.calls.map(() => event) : [event]));
  let position = 0;
  for (const turn of row.turns) {
    if (turn.message.role !== "assistant") {
      if (turn.message.loss) report(turn, `a ${turn.message.role} message is never trained on`);
      continue;
    }
    const event = events[position];
    position += 1;
    const wanted = !(event?.kind === "calls" && event.event === "mistake");
    if (turn.message.loss !== wanted)
      report(turn, wanted ? "this turn is to be trained on" : "a slip is never trained on");
  }
  if (!row.turns.some((turn) => turn.message.loss))
    findings.push({ gate: "loss", pointer: "/conversations", message: "nothing is trained on" });
  return findings;
}
