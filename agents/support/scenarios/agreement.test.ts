import { describe, expect, it } from "vitest";
import { count } from "../../contract";
import { agree } from "./agreement";

describe("agree", () => {
  it.each([
    ["a noun", "{n} tickets are open.", { n: 1 }, "{n} ticket is open."],
    ["more than one", "{n} tickets are open.", { n: 2 }, "{n} tickets are open."],
    ["none", "{n} tickets are open.", { n: 0 }, "{n} tickets are open."],
    ["a word between", "{n} old tickets wait here.", { n: 1 }, "{n} old ticket waits here."],
    ["a counted list", "There are {n} chats.", { n: count(["a"]) }, "There is {n} chat."],
    ["only the number that is one", "{a} mails, {b} tags", { a: 1, b: 3 }, "{a} mail, {b} tags"],
    ["a part of a whole", "{n} of tickets that wait", { n: 1 }, "{n} of tickets that wait"],
    [
      "groups of choices",
      "[I count|I see] {n} customers[ in all|].",
      { n: 1 },
      "[I count|I see] {n} customer[ in all|].",
    ],
    ["text that says one", "{n} tickets", { n: "1" }, "{n} tickets"],
  ])("fits %s", (_, wording, values, expected) => {
    expect(agree([wording], values)).toEqual([expected]);
  });
});
