import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Store } from "./store";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-store-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(store: Store, key: string, document: object | undefined, at = 0): void {
  const state = store.begin();
  if (document === undefined) state.remove("c", key);
  else state.put("c", key, document);
  store.commit(state.changes, at);
}

describe("the store", () => {
  it("shows a transaction its own writes, and others only what was committed", () => {
    const store = new Store(directory);
    write(store, "a", { n: 1 });
    const state = store.begin();
    state.put("c", "a", { n: 2 });
    state.put("c", "b", { n: 3 });
    expect(state.entries("c").sort()).toEqual([
      ["a", { n: 2 }],
      ["b", { n: 3 }],
    ]);
    expect(store.begin().entries("c")).toEqual([["a", { n: 1 }]]);
    state.remove("c", "a");
    expect(state.get("c", "a")).toBeUndefined();
  });

  it("reads back any history of writes, compacted or not", () => {
    const step = fc.record({
      key: fc.constantFrom("a", "b", "c\n1"),
      value: fc.option(fc.jsonValue(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const place = mkdtempSync(join(directory, "history-"));
        let store = new Store(place);
        const model = new Map<string, object>();
        steps.forEach(({ key, value }, index) => {
          const document = value === undefined ? undefined : { value };
          write(store, key, document);
          if (document === undefined) model.delete(key);
          else model.set(key, JSON.parse(JSON.stringify(document)));
          if (index % 4 === 3) {
            store.close();
            store = new Store(place);
          }
        });
        store.close();
        expect(new Map(new Store(place).begin().entries("c"))).toEqual(model);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps a request whole or not at all: a line cut off by a kill is left out", () => {
    const store = new Store(directory);
    const state = store.begin();
    state.put("c", "a", { n: 1 });
    state.put("c", "b", { n: 1 });
    store.commit(state.changes, 0);
    store.close();
    appendFileSync(join(directory, "state.jsonl"), '[["c","a",{"n":2}],["c","b",{"n"');
    const again = new Store(directory).begin();
    expect([again.get("c", "a"), again.get("c", "b")]).toEqual([{ n: 1 }, { n: 1 }]);
  });

  it("applies nothing when the write fails, and goes on afterwards", () => {
    const store = new Store(directory);
    const state = store.begin();
    state.put("c", "a", { bad: 1n });
    expect(() => store.commit(state.changes, 0)).toThrow();
    expect(store.begin().get("c", "a")).toBeUndefined();
    write(store, "a", { n: 1 });
    expect(readFileSync(join(directory, "state.jsonl"), "utf8")).toMatch(/\n\[\["c","a",\{"n":1\}\]\]\n$/);
  });

  it("shows the recent past on request", () => {
    const store = new Store(directory);
    write(store, "a", { n: 1 }, 100);
    write(store, "a", { n: 2 }, 200);
    write(store, "b", { n: 3 }, 300);
    const before = store.begin(150);
    expect(before.entries("c")).toEqual([["a", { n: 1 }]]);
    expect(store.begin(250).get("c", "a")).toEqual({ n: 2 });
    expect(store.begin(50).list("c")).toEqual([]);
  });

  it("keeps bytes that a document names, and drops others at the next start", () => {
    const store = new Store(directory);
    const state = store.begin();
    const kept = state.writeBlob(Buffer.from("kept"));
    const alsoKept = state.writeBlob(Buffer.from("also kept"));
    state.writeBlob(Buffer.from("dropped"));
    state.put("c", "a", { blob: kept });
    state.put("c", "b", { blobs: [alsoKept] });
    store.commit(state.changes, 0);
    store.close();
    writeFileSync(join(directory, "blobs", "half.new"), "x");
    const again = new Store(directory);
    expect(readdirSync(join(directory, "blobs")).sort()).toEqual([kept, alsoKept].sort());
    expect(again.begin().readBlob(kept).toString()).toBe("kept");
  });
});
