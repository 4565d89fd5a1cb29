import { describe, expect, it } from "vitest";
import type { Tool } from "../../agents/contract";
import {
  isKind,
  libraryEngine,
  libraryRows,
  playedAgain,
  spoilTools,
  spoilTrace,
  traceOf,
} from "../../test/fixtures/library-rows";
import { prepareEngine } from "../engine";
import type { Row, ScriptEvent, World } from "../types";
import { verifyRow } from "../verify-row";
import { checkRow } from "./row-gates";

const rows = libraryRows();
const single = isKind("single");
const removed = isKind("tool_removed");
const slips = isKind("recovery_mistake");

describe("checkRow", () => {
  it("says nothing more of a row that cannot be read", () => {
    const row = rows.find(single)!;
    const unread = { ...row, difficulty: "extreme", conversations: row.conversations.slice(0, 4) };
    const findings = checkRow(libraryEngine, unread, playedAgain(row));
    expect(new Set(findings.map(({ gate }) => gate))).toEqual(new Set(["format"]));
  });

  it("lets a slip break the schema, since nobody is trained on it", () => {
    const row = rows.find(slips)!;
    const trajectory = playedAgain(row);
    const slip = traceOf(row).calls.find(({ event }) => event === "mistake")!;
    const args = { ...slip.arguments, urgent: true };
    const spoiled: Row = {
      ...spoilTrace(({ calls }) => ({
        calls: calls.map((call) => (call.event === "mistake" ? { ...call, arguments: args } : call)),
      }))(row),
      conversations: row.conversations.map((message, at) =>
        at === slip.turn
          ? { ...message, content: message.content.replace(JSON.stringify(slip.arguments), JSON.stringify(args)) }
          : message,
      ),
    };
    const script = trajectory.script.map(
      (event): ScriptEvent =>
        event.kind === "calls" && event.event === "mistake"
          ? { ...event, calls: event.calls.map((call) => ({ ...call, args })) }
          : event,
    );
    expect(spoiled.conversations).not.toEqual(row.conversations);
    expect(checkRow(libraryEngine, spoiled, { ...trajectory, script })).toEqual([]);
  });
});

describe("the decision gate", () => {
  it.each<[string, Partial<Row>]>([
    ["another type than was played", { type: "react" }],
    ["another kind of refusal than was played", { type: "negative", hallucination_type: "out_of_scope" }],
  ])("refuses %s", (_reason, more) => {
    const row = rows.find(single)!;
    const findings = checkRow(libraryEngine, { ...row, ...more }, playedAgain(row));
    expect(findings).toMatchObject([{ gate: "decision", message: "names another type than the replay" }]);
  });

  it("refuses a function that answers the request otherwise", () => {
    const row = rows.find((each) => single(each) && each.family === "copies_on_shelf")!;
    const own = libraryEngine.simulator.tools.get("catalog_get_book")!;
    const off: Tool<World> = {
      ...own,
      name: "catalog_count",
      execute(world, args) {
        const outcome = own.execute(world, args);
        return outcome.ok ? { ...outcome, observation: { ...(outcome.observation as object), copies: 99 } } : outcome;
      },
    };
    const { agent } = libraryEngine;
    const engine = prepareEngine({ ...agent, tools: [...agent.tools, off] });
    const { name, description, parameters } = off;
    const spoiled = spoilTools((tools) => [...tools, { name, description, parameters: parameters as never }])(row);
    expect(verifyRow(engine, row)).toEqual([]);
    expect(verifyRow(engine, spoiled)).toMatchObject([
      { gate: "decision", pointer: "/tools", message: expect.stringMatching(/answers otherwise: catalog_count/) },
    ]);
  });

  it("refuses functions in a row about having none", () => {
    const row = rows.find(removed)!;
    const findings = checkRow(libraryEngine, row, { ...playedAgain(row), withoutTools: true });
    expect(findings).toMatchObject([{ gate: "decision", message: "the row is about having no functions" }]);
  });
});

describe("the repeat gate alone refuses", () => {
  const row = rows.find((each) => single(each) && each.family === "copies_on_shelf") ?? rows.find(isKind("lookalike"))!;
  const trajectory = playedAgain(row);
  const trace = traceOf(row);
  const at = trace.calls[0]!.turn;
  const twice: Row = {
    ...row,
    conversations: row.conversations.flatMap((message, index) =>
      index === at + 1 ? [message, row.conversations[at]!, message] : [message],
    ),
    trace: JSON.stringify({
      ...trace,
      calls: trace.calls.flatMap((call) => [call, { ...call, turn: call.turn + 2 }]),
      texts: trace.texts.map((text) => ({ ...text, turn: text.turn + 2 })),
    }),
  };
  const script = trajectory.script.flatMap((event): ScriptEvent[] =>
    event.kind === "calls" ? [event, event] : [event],
  );

  it("the same call, made again though nothing has changed", () => {
    const findings = checkRow(libraryEngine, twice, { ...trajectory, script });
    expect(findings).toMatchObject([
      { gate: "repeat", message: expect.stringMatching(/with the same arguments before/) },
    ]);
  });

  it("but not after a change, which the second look confirms", () => {
    const changed = script.map(
      (event): ScriptEvent =>
        event.kind === "calls" ? { ...event, after: event.after.map((world) => ({ ...world })) } : event,
    );
    expect(checkRow(libraryEngine, twice, { ...trajectory, script: changed })).toEqual([]);
  });

  it("but not where the row is about trying again", () => {
    expect(checkRow(libraryEngine, twice, { ...trajectory, script, tags: ["retry"] })).toEqual([]);
  });
});
