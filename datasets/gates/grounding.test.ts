import { describe, expect, it } from "vitest";
import { count, difference, percent, sum } from "../../agents/contract";
import type { Values } from "../types";
import { literalWords, namesIn, ungrounded } from "./grounding";
import { Visible } from "./visible";

const shown = new Visible();
shown.add('Renew LN-17 for Ana. {"copies":7,"lent":3,"due":"2026-03-12","price":12500,"site":"shop.example"}');

const problems = (text: string, values: Values = {}, wordings: readonly string[] = []) =>
  ungrounded(text, shown, values, literalWords(wordings));

describe("ungrounded", () => {
  it.each<[string, string, Values?, (readonly string[])?]>([
    ["what was shown", "LN-17 is due on 2026-03-12; there are 7 copies."],
    ["a number with separators", "It costs 12,500."],
    ["a name that was shown", "I told Ana."],
    ["a sum of what was shown", "10 in all.", { n: sum([7, 3]) }],
    ["a difference of what was shown", "4 are left.", { n: difference(7, 3) }],
    ["a count", "There are 2.", { n: count(["a", "b"]) }],
    ["a name that stands in the wording itself", "Ask the Library.", {}, ["Ask the Library."]],
    ["a pair of plain words", "The follow-up is done."],
  ])("passes %s", (_reason, text, values, wordings) => {
    expect(problems(text, values, wordings)).toEqual([]);
  });

  it.each<[string, string, RegExp, Values?]>([
    ["a number nobody gave", "There are 8 copies.", /the number 8/],
    ["another day", "Due on 2026-03-13.", /the number 13/],
    ["another identifier", "LN-18 is renewed.", /the identifier LN-18|the number 18/],
    ["an address nobody gave", "See mail.example please.", /the identifier mail\.example/],
    ["a name nobody gave", "I told Bruno.", /the name Bruno/],
    ["a wrong sum", "11 in all.", /n is 11, computed again 10/, { n: { ...sum([7, 3]), value: 11 } }],
    ["a wrong share", "50 percent.", /computed again/, { n: { ...percent(3, 7), value: 50 } }],
    ["a sum of what nobody showed", "49 in all.", /computed from 42, which nothing shows/, { n: sum([7, 42]) }],
  ])("refuses %s", (_reason, text, message, values) => {
    expect(problems(text, values).join("; ")).toMatch(message);
  });
});

describe("namesIn", () => {
  it.each([
    ["I told Ana.", ["Ana"]],
    ["Done. Ana knows.", []],
    ["- Ana\n- Bruno", []],
    ["Two people: Ana and Bruno.", ["Bruno"]],
    ["the USA", []],
  ])("%s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });
});
