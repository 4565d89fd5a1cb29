import { describe, expect, it } from "vitest";
import type { Call, Situation, Tool, World } from "../../agents/contract";
import { libraryAgent } from "../../test/fixtures/library-agent";
import type { LibraryWorld } from "../../test/fixtures/library-agent/world";
import { prepareEngine } from "../engine";
import type { TurnRun } from "../simulate/run-turn";
import type { AnyAgent, Json, Trajectory } from "../types";
import { equivalentCalls, type Goal, goalOf, withServing } from "./decision";

const world: LibraryWorld = {
  today: "2026-11-20",
  books: [
    { id: "BK-1001", title: "The Silent River", copies: 3 },
    { id: "BK-1002", title: "The Salt Island", copies: 4 },
  ],
  members: ["M-201", "M-202"],
  loans: [
    { loan_id: "LN-30001", book_id: "BK-1001", member_id: "M-201", due: "2026-12-01", renewals: 0 },
    { loan_id: "LN-30002", book_id: "BK-1002", member_id: "M-202", due: "2026-12-05", renewals: 0 },
  ],
};

const own = (name: string) => libraryAgent.tools.find((tool) => tool.name === name)!;

/** A function that takes one text. */
function reads(
  name: string,
  parameter: string,
  show: (world: LibraryWorld, text: string) => Json | undefined,
): Tool<LibraryWorld> {
  return {
    ...own("catalog_get_book"),
    name,
    parameters: {
      type: "object",
      properties: { [parameter]: { type: "string", description: "" } },
      required: [parameter],
      additionalProperties: false,
    },
    execute: (state, args) => {
      const observation = show(state, String(args[parameter]));
      return observation === undefined
        ? { ok: false, error: { code: "not_found", message: "The Silent River is not for you" } }
        : { ok: true, observation, world: state };
    },
  };
}

const engineWith = (...more: readonly Tool<LibraryWorld>[]) =>
  prepareEngine({ ...libraryAgent, tools: [...libraryAgent.tools, ...more] } as unknown as AnyAgent);

const book = (state: LibraryWorld, id: string) => state.books.find((each) => each.id === id);
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

describe("equivalentCalls", () => {
  const renewed = (args: Call["args"]) => {
    const engine = engineWith();
    const { outcome } = engine.simulator.execute(world, { tool: "loans_renew", args });
    if (!outcome.ok) throw new Error("no renewal");
    return { value: outcome.observation, world: outcome.world };
  };
  const asked = (
    call: Call,
    seen: { readonly value: Json; readonly world: World },
    more: { readonly type?: string; readonly event?: string; readonly ok?: boolean; readonly twice?: boolean } = {},
  ) =>
    ({
      blueprint: { type: more.type ?? "tflan" },
      script: [
        { kind: "user", slots: { id: { value: Object.values(call.args)[0] } } },
        {
          kind: "calls",
          calls: more.twice === true ? [call, call] : [call],
          observations: [more.ok === false ? { ok: false, error: {} } : { ok: true, value: seen.value }],
          before: [world],
          after: [seen.world],
          ...(more.event === undefined ? {} : { event: more.event }),
        },
      ],
    }) as unknown as Trajectory;
  const shown = (names: readonly string[]) => ({
    tools: names.map((name) => ({ name, description: "", parameters: {} })),
    mask: undefined,
  });
  const callsOf = (trajectory: Trajectory, more: readonly Tool<LibraryWorld>[] = [], names: readonly string[] = []) =>
    equivalentCalls(engineWith(...more), trajectory, shown([...libraryAgent.tools.map(({ name }) => name), ...names]));

  const silent = { value: { ...world.books[0]! } as unknown as Json, world };
  const getBook = { tool: "catalog_get_book", args: { book_id: "BK-1001" } };
  const same = reads("shelf_book", "id", (state, id) => book(state, id) as unknown as Json);

  it("spells a default out, and leaves it out where it was spelled out", () => {
    const short = { loan_id: "LN-30001" };
    const long = { ...short, weeks: 2 };
    expect(callsOf(asked({ tool: "loans_renew", args: short }, renewed(long)))).toEqual([
      { event: 0, calls: [{ name: "loans_renew", arguments: long }] },
    ]);
    expect(callsOf(asked({ tool: "loans_renew", args: long }, renewed(long)))).toEqual([
      { event: 0, calls: [{ name: "loans_renew", arguments: short }] },
    ]);
    expect(
      callsOf(asked({ tool: "loans_renew", args: { ...short, weeks: 3 } }, renewed({ ...short, weeks: 3 }))),
    ).toEqual([]);
  });

  it.each([
    ["without a default, nothing", { type: "string", description: "" }, {}],
    [
      "with another value than the default, nothing",
      { type: "string", description: "", default: "plain" },
      { as: "rich" },
    ],
  ] as const)("tries for an argument %s", (_label, as, given) => {
    const tool = {
      ...same,
      parameters: { ...same.parameters, properties: { ...same.parameters.properties, as } },
    } as Tool<LibraryWorld>;
    const call = { tool: "shelf_book", args: { id: "BK-1001", ...given } };
    expect(equivalentCalls(engineWith(tool), asked(call, silent), shown(["shelf_book"]))).toEqual([]);
  });

  it("accepts another function that shows the same and leaves the same", () => {
    expect(callsOf(asked(getBook, silent), [same], ["shelf_book"])).toEqual([
      { event: 0, calls: [{ name: "shelf_book", arguments: { id: "BK-1001" } }] },
    ]);
  });

  it.each<[string, Tool<LibraryWorld>]>([
    [
      "shows another value",
      reads("shelf_book", "id", (state, id) => ({ ...book(state, id)!, copies: 9 }) as unknown as Json),
    ],
    ["fails", reads("shelf_book", "id", () => undefined)],
    [
      "leaves another world",
      {
        ...same,
        effect: "write",
        execute: (state, args) => ({
          ok: true,
          observation: { ...book(state, String(args.id))! },
          world: { ...state, members: [] },
        }),
      },
    ],
  ])("does not accept one that %s", (_label, tool) => {
    expect(callsOf(asked(getBook, silent), [tool], ["shelf_book"])).toEqual([]);
  });

  it("does not accept one that the row does not show", () => {
    expect(callsOf(asked(getBook, silent), [same])).toEqual([]);
  });

  it("accepts another beginning of the whole answer in place of the first step alone", () => {
    const loanOf = (state: LibraryWorld, id: string) => state.loans.find((loan) => loan.book_id === id);
    const whole: Tool<LibraryWorld> = {
      ...reads(
        "shelf_whole",
        "id",
        (state, id) => ({ book: book(state, id), loan: loanOf(state, id) }) as unknown as Json,
      ),
      returns: {
        type: "object",
        properties: { book: own("catalog_get_book").returns, loan: own("loans_renew").returns },
        required: ["book", "loan"],
      },
    };
    const step = (call: Call, value: unknown) => ({
      kind: "calls",
      calls: [call],
      observations: [{ ok: true, value }],
      before: [world],
      after: [world],
    });
    const trajectory = {
      blueprint: { type: "react" },
      script: [
        { kind: "user", slots: { id: { value: "BK-1001" } } },
        step(getBook, { ...world.books[0] }),
        step({ tool: "loans_list", args: { member_id: "M-201" } }, { loans: [{ ...world.loans[0] }] }),
        { kind: "text", decision: "answer", values: { title: "The Silent River", due: "2026-12-01" } },
      ],
    } as unknown as Trajectory;
    expect(callsOf(trajectory, [whole], ["shelf_whole"])).toEqual([
      { event: 0, calls: [{ name: "shelf_whole", arguments: { id: "BK-1001" } }] },
    ]);
  });

  it("looks behind a mask", () => {
    const names = [...libraryAgent.tools.map(({ name }) => name), "masked_name"];
    const masked = { ...shown(names), mask: { own: { masked_name: "shelf_book" } } };
    expect(equivalentCalls(engineWith(same), asked(getBook, silent), masked)).toEqual([
      { event: 0, calls: [{ name: "shelf_book", arguments: { id: "BK-1001" } }] },
    ]);
  });

  it.each<[string, Parameters<typeof asked>[2]]>([
    ["of several steps, where another function is another way", { type: "react" }],
    ["that was a slip", { event: "mistake" }],
    ["that failed", { ok: false }],
    ["beside another", { twice: true }],
  ])("tries no other function in place of a call %s", (_label, more) => {
    expect(callsOf(asked(getBook, silent, more), [same], ["shelf_book"])).toEqual([]);
  });
});
