import { describe, expect, it } from "vitest";
import type { Situation, Tool, World } from "../../agents/contract";
import { libraryAgent } from "../../test/fixtures/library-agent";
import type { LibraryWorld } from "../../test/fixtures/library-agent/world";
import { book, engineWith, own, reads, world } from "../../test/fixtures/small-library";
import type { TurnRun } from "../simulate/run-turn";
import { type Goal, goalOf, withServing } from "./decision";

const goal = (more: Partial<Goal>): Goal => ({
  world,
  values: ["BK-1001"],
  facts: new Set(),
  after: undefined,
  ...more,
});
const TITLE = new Set(["The Silent River"]);
const MOST = 4;

describe("withServing", () => {
  const gone = ["catalog_get_book"];

  it("takes away no more when nothing else shows the fact", () => {
    expect(withServing(engineWith(), goal({ facts: TITLE }), gone, MOST)).toEqual(gone);
  });

  it("finds what the function itself would show, which proves that the search runs", () => {
    expect(withServing(engineWith(), goal({ facts: TITLE }), ["loans_list"], MOST)).toEqual([
      "loans_list",
      "catalog_get_book",
    ]);
  });

  it("takes away a function that shows the fact too", () => {
    const also = reads("shelf_title", "id", (state, id) => book(state, id)?.title);
    expect(withServing(engineWith(also), goal({ facts: TITLE }), gone, MOST)).toEqual([...gone, "shelf_title"]);
  });

  it("leaves a function that shows something else, or the fact of another thing", () => {
    const other = reads(
      "shelf_other",
      "id",
      (state, id) => book(state, id) && state.books.find((each) => each.id !== id)!.title,
    );
    const refuses = reads("shelf_refuses", "id", () => undefined);
    expect(withServing(engineWith(other, refuses), goal({ facts: TITLE }), gone, MOST)).toEqual(gone);
  });

  it("takes away the second of two calls that lead there", () => {
    const holder = reads(
      "shelf_holder",
      "id",
      (state, id) => state.loans.find((loan) => loan.book_id === id)?.member_id,
    );
    const due = new Set(["2026-12-01"]);
    expect(withServing(engineWith(holder), goal({ facts: due }), ["loans_renew"], MOST)).toEqual([
      "loans_renew",
      "loans_list",
    ]);
    expect(withServing(engineWith(), goal({ facts: due }), ["loans_renew"], MOST)).toEqual(["loans_renew"]);
  });

  it("goes on from the only call that could be made", () => {
    const key = reads("shelf_key", "id", (_state, id) => (id === "BK-1001" ? "a-key" : undefined));
    const opened = reads("shelf_opened", "id", (state, id) => (id === "a-key" ? state.books[0]!.title : undefined));
    const names = libraryAgent.tools.map(({ name }) => name);
    expect(withServing(engineWith(key, opened), goal({ facts: TITLE }), names, 9)).toEqual([...names, "shelf_opened"]);
  });

  it("tries the request's values in the second call too, in the world that the first has left", () => {
    const opens: Tool<LibraryWorld> = {
      ...reads("shelf_open", "id", () => "open"),
      effect: "write",
      execute: (state) => ({ ok: true, observation: "open", world: { ...state, members: ["open"] } }),
    };
    const inside = reads("shelf_inside", "id", (state, id) =>
      state.members[0] === "open" ? book(state, id)?.title : undefined,
    );
    expect(withServing(engineWith(opens, inside), goal({ facts: TITLE }), gone, MOST)).toEqual([
      ...gone,
      "shelf_inside",
    ]);
  });

  it("does not search three calls deep", () => {
    const one = reads("step_one", "id", (_state, id) => (id === "BK-1001" ? "first-key" : undefined));
    const two = reads("step_two", "key", (_state, key) => (key === "first-key" ? "second-key" : undefined));
    const three = reads("step_three", "key", (_state, key) => (key === "second-key" ? "The Silent River" : undefined));
    expect(withServing(engineWith(one, two, three), goal({ facts: TITLE }), gone, MOST)).toEqual(gone);
  });

  it("sees what a single call shows, also where it can be made once", () => {
    const once: Tool<LibraryWorld> = {
      ...reads("shelf_once", "id", () => undefined),
      effect: "write",
      execute: (state) =>
        state.members.length === 0
          ? { ok: false, error: { code: "conflict", message: "once only" } }
          : { ok: true, observation: "The Silent River", world: { ...state, members: [] } },
    };
    const names = libraryAgent.tools.map(({ name }) => name);
    expect(withServing(engineWith(once), goal({ facts: TITLE }), names, 9)).toEqual([...names, "shelf_once"]);
  });

  it.each([
    ["takes values from the first eight of an observation", 7, ["catalog_get_book"]],
    ["and none from what follows", 8, []],
  ])("%s", (_label, before, all) => {
    const list = reads("shelf_long", "id", () => [...Array.from({ length: before }, (_, index) => index), "BK-1002"]);
    const served = withServing(engineWith(list), goal({ facts: new Set(["The Salt Island"]) }), ["loans_list"], MOST);
    expect(served).toEqual(["loans_list", ...all]);
  });

  it.each([
    ["finds what stands behind ten functions", 10, true],
    ["and behind twenty, where the second calls begin anew", 20, true],
    ["and gives up behind thirty", 30, false],
  ])("%s", (_label, count, isFound) => {
    const pair = { type: "string", description: "" } as const;
    const junk = Array.from({ length: count }, (_, index) => ({
      ...reads(`junk_${index}`, "a", () => "nothing"),
      parameters: {
        type: "object" as const,
        properties: { a: pair, b: pair },
        required: ["a", "b"],
        additionalProperties: false as const,
      },
    }));
    const also = reads("shelf_title", "id", (state, id) => book(state, id)?.title);
    const names = libraryAgent.tools.map(({ name }) => name);
    const values = ["BK-1001", "one", "two", "three", "four"]; // 25 pairs, of which twelve are tried
    const served = withServing(engineWith(...junk, also), goal({ facts: TITLE, values }), names, 9);
    expect(served).toEqual(isFound ? [...names, "shelf_title"] : names);
  });

  it("takes away what brings about the same change, and leaves what brings about another", () => {
    const renew = (name: string, weeks: number): Tool<LibraryWorld> => ({
      ...own("loans_renew"),
      name,
      parameters: { ...reads(name, "loan", () => 0).parameters },
      execute: (state, args) => own("loans_renew").execute(state, { loan_id: args.loan!, weeks }),
    });
    const engine = engineWith(renew("extend_two", 2), renew("extend_three", 3));
    const { outcome } = engine.simulator.execute(world, {
      tool: "loans_renew",
      args: { loan_id: "LN-30001", weeks: 2 },
    });
    const after = outcome.ok ? outcome.world : undefined;
    const wanted = goal({ values: ["LN-30001"], after });
    expect(withServing(engine, wanted, ["loans_renew"], MOST)).toEqual(["loans_renew", "extend_two"]);
    // A world that nothing has changed is no change brought about.
    expect(withServing(engine, goal({ values: ["LN-30001"], after: { ...world } }), ["loans_renew"], MOST)).toEqual([
      "loans_renew",
    ]);
  });

  it("looks for nothing where there is nothing to reach", () => {
    expect(withServing(engineWith(), goal({}), ["loans_list"], MOST)).toEqual(["loans_list"]);
  });

  it("gives up when more than so many would have to go", () => {
    const also = ["one", "two", "three"].map((name) =>
      reads(`shelf_${name}`, "id", (state, id) => book(state, id)?.title),
    );
    const all = [...gone, "shelf_one", "shelf_two", "shelf_three"];
    const engine = engineWith(...also);
    expect(withServing(engine, goal({ facts: TITLE }), gone, all.length)).toEqual(all);
    expect(withServing(engine, goal({ facts: TITLE }), gone, all.length - 1)).toBeUndefined();
  });

  it("takes away what a function says that it is shown by, once", () => {
    const shown = { ...reads("shelf_a", "id", () => "a"), alsoBy: ["loans_list", "shelf_a"] };
    expect(withServing(engineWith(shown), goal({}), ["shelf_a", "loans_list"], MOST)).toEqual([
      "shelf_a",
      "loans_list",
    ]);
    expect(withServing(engineWith(shown), goal({}), ["shelf_a"], MOST)).toEqual(["shelf_a", "loans_list"]);
  });
});

describe("goalOf", () => {
  const engine = engineWith();
  const situation = (slots: Situation<World>["slots"], more: Partial<Situation<World>> = {}) =>
    ({ slots, ...more }) as Situation<World>;
  const played = (values: TurnRun["closing"]["values"], reached: World = world) =>
    ({ steps: [], closing: { values }, world: reached }) as unknown as TurnRun;

  it("calls with the request's values and with what is inside them", () => {
    const { values } = goalOf(
      engine,
      world,
      situation({ a: { value: "BK-1001" }, b: { value: ["M-201", 7] } }),
      played({}),
    );
    expect(values).toEqual(expect.arrayContaining(["BK-1001", ["M-201", 7], "M-201", 7]));
  });

  it("wants what the answer states beside the request, also what was computed and from what", () => {
    const { facts } = goalOf(
      engine,
      world,
      situation({ a: { value: "BK-1001" } }),
      played({
        a: "BK-1001",
        title: "The Silent River",
        copies: 345,
        sure: true,
        left: { value: 678, inputs: ["LN-30001", 901] },
      } as never),
    );
    expect([...facts].sort()).toEqual(["345", "678", "901", "LN-30001", "The Silent River"]);
  });

  it.each([
    [
      "leaves out what stands in every other observation",
      { title: "The Silent River", copies: 3, word: "no" },
      ["The Silent River"],
    ],
    ["takes it where there is nothing else", { copies: 3, word: "no" }, ["3", "no"]],
    ["takes three characters for telling", { copies: 345, word: "no" }, ["345"]],
  ])("%s", (_label, values, wanted) => {
    expect([...goalOf(engine, world, situation({}), played(values)).facts]).toEqual(wanted);
  });

  it("wants the world that it leads to, and none where it only reads", () => {
    const changed = { ...world, members: [] };
    expect(goalOf(engine, world, situation({}), played({}, changed)).after).toBe(changed);
    expect(goalOf(engine, world, situation({}), played({}, { ...world })).after).toBeUndefined();
  });

  it("begins in the situation's own world where it has one", () => {
    const mine = { ...world, members: ["M-999"] };
    expect(goalOf(engine, world, situation({}, { world: mine }), played({}, mine))).toMatchObject({
      world: mine,
      after: undefined,
    });
  });
});
