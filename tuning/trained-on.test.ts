import { describe, expect, it } from "vitest";
import type { Claim } from "./ledger";
import { trainedOn } from "./trained-on";

const claim = (digest: string, trainDigest: string, parentDigest?: string) =>
  ({ digest, spec: { trainDigest, ...(parentDigest === undefined ? {} : { parentDigest }) } }) as Claim;
const names = (claims: readonly Claim[]) => claims.map(({ digest }) => digest);

describe("trainedOn", () => {
  it.each<[string, Claim[], string[], string[]]>([
    ["nobody", [claim("a", "clean")], [], []],
    ["who was trained on the file", [claim("a", "clean"), claim("b", "held")], ["b"], []],
    [
      "who went on from that model, and from that one again, in any order",
      [claim("c", "clean", "b"), claim("b", "clean", "a"), claim("a", "held"), claim("d", "clean", "x")],
      ["c", "b", "a"],
      [],
    ],
    ["whom nobody can tell", [claim("a", "elsewhere"), claim("b", "held")], ["b"], ["a"]],
    [
      "a child of a tainted model, though its own file is not here",
      [claim("a", "held"), claim("b", "elsewhere", "a")],
      ["a", "b"],
      [],
    ],
  ])("finds %s", (_label, claims, wanted, unknown) => {
    const found = trainedOn(claims, new Set(["held"]), new Set(["held", "clean"]));
    expect(names(found.claims)).toEqual(wanted);
    expect(names(found.unknown)).toEqual(unknown);
  });
});
