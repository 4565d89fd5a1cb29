import { describe, expect, it } from "vitest";
import type { Tool, World } from "../../agents/contract";
import { libraryAgent } from "../../test/fixtures/library-agent";
import type { Book, LibraryWorld } from "../../test/fixtures/library-agent/world";
import { prepareEngine } from "../engine";
import { simulate } from "../simulate";
import { frameIdOf } from "../split";
import type { AnyAgent, Trajectory } from "../types";
import { otherPaths } from "./other-paths";

/** A function beside the library's own, with the books that it returns for an identifier. */
function shelf(name: string, find: (books: readonly Book[], id: string) => readonly Book[]): Tool<LibraryWorld> {
  const own = libraryAgent.tools.find((tool) => tool.name === "catalog_get_book")!;
  return {
    ...own,
    name,
    returns: { type: "object", properties: { books: { type: "array", items: own.returns } }, required: ["books"] },
    execute: (world, args) => ({
      ok: true,
      observation: { books: find(world.books, String(args.book_id)).map((book) => ({ ...book })) },
      world,
    }),
  };
}

/** What the search finds for "How many copies of this book are on the shelf?" when these functions stand beside the own ones. */
function searched(...more: readonly Tool<LibraryWorld>[]) {
  const agent = { ...libraryAgent, tools: [...libraryAgent.tools, ...more] } as unknown as AnyAgent;
  const engine = prepareEngine(agent);
  const trajectory = drawn(engine);
  const book = trajectory.script.find((event) => event.kind === "calls")!;
  const names = agent.tools.map((tool) => tool.name);
  return {
    ...otherPaths(engine, trajectory, names),
    id: (book as { calls: readonly { args: object }[] }).calls[0]!.args,
  };
}

function drawn(engine: ReturnType<typeof prepareEngine>): Trajectory<World> {
  const family = "copies_on_shelf";
  const frame = engine.families.get(family)!.scenario.frames[0]!;
  const simulated = simulate(engine, {
    blueprint: { type: "tflan", kind: "single", hallucinationType: null, split: "train", index: 0 },
    choice: { family, frame, frameId: frameIdOf(family, frame), novelty: "none" },
    key: [1, "library_agent", 0, "train", "tflan", 0, 0],
  });
  if (!simulated.ok) throw new Error(simulated.reason);
  return simulated.trajectory;
}

describe("the search for other paths", () => {
  it("finds none among functions that show something else", () => {
    expect(searched()).toMatchObject({ equal: [], contrary: undefined });
  });

  it("finds a function that shows the same book and nothing beside it", () => {
    const { equal, contrary, id } = searched(
      shelf("shelf_find", (books, id) => books.filter((book) => book.id === id)),
    );
    expect(equal).toEqual([[{ tool: "shelf_find", args: id }]]);
    expect(contrary).toBeUndefined();
  });

  it("takes a list of all books for no answer", () => {
    expect(searched(shelf("shelf_list", (books) => books)).equal).toEqual([]);
  });

  it("finds a function that counts the same book otherwise", () => {
    const off = shelf("shelf_count", (books, id) =>
      books.filter((book) => book.id === id).map((book) => ({ ...book, copies: book.copies + 1 })),
    );
    expect(searched(off).contrary).toMatch(/^shelf_count .* shows .*"copies"/);
  });

  it("does not take a choice for a name: two things of one kind are two things", () => {
    const off = shelf("shelf_count", (books, id) =>
      books.filter((book) => book.id === id).map((book) => ({ ...book, copies: book.copies + 1 })),
    );
    const { id } = searched();
    const own = libraryAgent.tools[0]!;
    const kinds = { type: "string", description: "", enum: Object.values(id) as string[] } as const;
    const { properties } = own.parameters;
    const choosing = {
      ...own,
      name: "of_kind",
      parameters: { ...own.parameters, properties: { ...properties, kind: kinds } },
    };
    expect(searched(off, choosing).contrary).toBeUndefined();
  });

  it("calls nothing that changes the world", () => {
    const writes = {
      ...shelf("shelf_move", (books, id) => books.filter((book) => book.id === id)),
      effect: "write",
    } as const;
    expect(searched(writes)).toMatchObject({ equal: [], contrary: undefined });
  });
});
