import { describe, expect, it } from "vitest";
import { paraphraseObjection, plainValues } from "./rules";

const ASKED = "Rerun tests/api/test_login.py on build-4077, but not the two slow ones. Rosa Lindqvist waits for it.";
const VALUES = ["tests/api/test_login.py", "build-4077", "Rosa Lindqvist"];
const GOOD =
  "Rosa Lindqvist is waiting: could tests/api/test_login.py be run again on build-4077, though not the two slow tests?";

describe("paraphraseObjection", () => {
  it("lets other words for the same request pass", () => {
    expect(paraphraseObjection(ASKED, GOOD, VALUES)).toBeUndefined();
  });

  it.each<[string, string, string, RegExp]>([
    ["the same words", ASKED.toUpperCase(), "unchanged", /same words/],
    ["the same words with other signs", ASKED.replaceAll(".", "!"), "unchanged", /same words/],
    ["nothing", "", "form", /empty/],
    ["a call", `<tool_call>{"name":"a","arguments":{}}</tool_call>`, "form", /no message/],
    ["a placeholder", GOOD.replace("Rosa Lindqvist", "{name}"), "form", /no message/],
    ["a code block", `\`\`\`\n${GOOD}\n\`\`\``, "form", /no message/],
    ["several lines", GOOD.replace(": ", ":\n"), "form", /several lines/],
    ["spaces around it", ` ${GOOD}`, "form", /spaces/],
    ["a stump", "Rerun it on build-4077.", "length", /times/],
    ["a speech", `${GOOD}${" That is what I would like to see here.".repeat(5)}`, "length", /times/],
    ["a lost value", GOOD.replace("on build-4077", "on the build"), "values", /build-4077/],
    ["a value with more behind it", GOOD.replace("build-4077", "build-40771"), "values", /build-4077/],
    ["a value with more before it", GOOD.replace("build-4077", "rebuild-4077"), "values", /build-4077/],
    ["a lost name", GOOD.replace("Rosa Lindqvist", "Somebody"), "values", /Rosa/],
    ["another number in words", GOOD.replace("two", "three"), "values", /other numbers/],
    ["a number in words that is gone", GOOD.replace("the two slow", "the slow"), "values", /other numbers/],
    ["an invented build", GOOD.replace("be run", "and build-4078 be run"), "added", /build-4078/],
    ["an invented name", GOOD.replace("waiting", "waiting with Bruno"), "added", /Bruno/],
    ["an invented deadline", GOOD.replace("?", " before 17:00?"), "added", /17:00/],
    ["other letters", GOOD.replace("slow", "медленные"), "language", /other letters/],
    [
      "another language",
      "Rosa Lindqvist wartet: bitte tests/api/test_login.py auf build-4077 wiederholen, aber two langsame ausgenommen lassen!",
      "language",
      /function word/,
    ],
    ["a turned meaning", GOOD.replace("though not", "and also"), "meaning", /loses negation/],
    ["a second negation", GOOD.replace("could", "could never"), "meaning", /adds negation/],
    ["an exclusiveness that was not there", GOOD.replace("be run", "only be run"), "meaning", /adds exclusiveness/],
    ["a bound that was not there", GOOD.replace("the two", "at most the two"), "meaning", /adds an upper bound/],
    ["a day that was not there", GOOD.replace("?", " today?"), "meaning", /adds a day/],
    ["an answer", `Sure, ${GOOD}`, "answer", /answers: "sure"/],
    [
      "a report of having done it",
      `I've rerun ${VALUES.join(" and ")}, though not the two slow ones.`,
      "answer",
      /answers/,
    ],
    ["a promise", `I will rerun ${VALUES.join(" and ")}, though not the two slow ones.`, "answer", /i will/],
    ["a comment on the task", `Paraphrase: ${GOOD}`, "answer", /paraphrase/],
    [
      "something else with the same values",
      `What do people think of ${VALUES.join(", ")} and not of those two, in your view?`,
      "topic",
      /something else/,
    ],
  ])("refuses %s", (_label, paraphrase, rule, reason) => {
    const objection = paraphraseObjection(ASKED, paraphrase, VALUES);
    expect(objection?.rule).toBe(rule);
    expect(objection?.reason).toMatch(reason);
  });

  it("wants the values of the request even where nobody could see that they are values", () => {
    const asked = "Search the shelves for gardening please, and tell me what there is.";
    const told = "Tell me what there is when you search the shelves for plants, please.";
    expect(paraphraseObjection(asked, told, [])).toBeUndefined();
    expect(paraphraseObjection(asked, told, ["gardening"])).toMatchObject({ rule: "values" });
  });

  it("does not take the user's own words for an answer", () => {
    const asked = "I've lost the ticket of the broken printer, find it again for me please.";
    const told = "Please find the ticket of the broken printer again, I've lost it.";
    expect(paraphraseObjection(asked, told, [])).toBeUndefined();
  });
});

describe("plainValues", () => {
  it.each([
    ["a path, a build and a number", "Run tests/a_b.py on build-7 in 30 s.", ["tests/a_b.py", "build-7", "30"]],
    ["a quotation", 'Find "late fees" for me.', ['"late fees"']],
    ["names, not sentence starts", "Tell Ana Kovač. Then I go.", ["Ana", "Kovač"]],
    ["capitals and mixed case", "Which NDA and eBay order?", ["NDA", "eBay"]],
    ["an address", "Mail ana@example.com, please.", ["ana@example.com"]],
    ["a possessive", "Is that Ana's?", ["Ana"]],
    ["nothing", "Please look once more. Thanks!", []],
  ])("sees %s", (_label, text, values) => {
    expect(plainValues(text)).toEqual(values);
  });
});
