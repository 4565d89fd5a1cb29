import { describe, expect, it } from "vitest";
import type { Call, Tool, World } from "../../agents/contract";
import { libraryAgent } from "../../test/fixtures/library-agent";
import type { LibraryWorld } from "../../test/fixtures/library-agent/world";
import { book, engineWith, own, reads, world } from "../../test/fixtures/small-library";
import type { Json, Trajectory } from "../types";
import { equivalentCalls } from "./decision";

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
    more: {
      readonly type?: string;
      readonly event?: string;
      readonly ok?: boolean;
      readonly twice?: boolean;
      readonly slots?: readonly string[];
    } = {},
  ) =>
    ({
      blueprint: { type: more.type ?? "tflan" },
      script: [
        {
          kind: "user",
          slots: Object.fromEntries(
            (more.slots ?? Object.values(call.args)).map((value, index) => [`slot${index}`, { value }]),
          ),
        },
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
    ["the call's own arguments, where the request does not hold them", getBook, []],
    [
      "the request's values, where the call does without them",
      { tool: "catalog_search", args: { title: "silent" } },
      ["BK-1001"],
    ],
  ])("calls another function with %s", (_label, call, slots) => {
    const found = { books: [{ ...world.books[0] }] } as unknown as Json;
    const lists = reads("shelf_lists", "id", (state, id) =>
      call === getBook ? (book(state, id) as unknown as Json) : book(state, id) && found,
    );
    const seen = call === getBook ? silent : { value: found, world };
    const [accepted] = equivalentCalls(
      engineWith(lists),
      asked(call, seen, { slots }),
      shown([call.tool, "shelf_lists"]),
    );
    expect(accepted!.calls).toContainEqual({ name: "shelf_lists", arguments: { id: "BK-1001" } });
  });

  it.each([
    ["tries a function behind twelve other calls", 1, 1],
    ["and none behind thirty-six", 3, 0],
  ])("%s", (_label, count, accepted) => {
    const text = { type: "string", description: "" } as const;
    const junk = Array.from({ length: count }, (_, index) => ({
      ...reads(`junk_${index}`, "a", () => "nothing"),
      parameters: {
        type: "object" as const,
        properties: { a: text, b: text },
        required: ["a", "b"],
        additionalProperties: false as const,
      },
    }));
    const trajectory = asked(getBook, silent, { slots: ["BK-1001", "one", "two", "three", "four"] });
    const names = [...junk.map(({ name }) => name), "shelf_book"];
    expect(equivalentCalls(engineWith(...junk, same), trajectory, shown(names))).toHaveLength(accepted);
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
