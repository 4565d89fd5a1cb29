import { describe, expect, it } from "vitest";
import { announces, closes, goesWith } from "./go-together";

describe("what stands around one request", () => {
  it.each([
    ["No rush.", "Sorry for the short notice."],
    ["Take your time, key-1 comes first for me.", "It's rather urgent."],
    ["[This week|Any time] is fine.", "Steering committee tomorrow."],
    ["[Deadline|Cut-off]: [noon|tonight|Friday].", "Slides due tonight."],
    ["Needed by noon.", "Send it tomorrow at nine."],
    ["Cheers.", "Rotate the key, thanks."],
    ["Others are waiting.", "The auditor is waiting."],
    ["Sorry, busy day here.", "Sorry to bother you."],
    ["Whenever you can.", "I need the report within the hour."],
    ["Work on key-1 is put off, so there is time for this now.", "I have my hands full."],
    ["Take your time, key-1 comes first for me.", "It belongs first in line!"],
  ])("does not put %j beside %j", (added, said) => {
    expect(goesWith(added, ["Good morning.", said])).toBe(false);
    expect(goesWith(said, [added])).toBe(false);
  });
  it.each([
    ["No rush.", "Good morning."],
    ["Needed by noon.", "Urgent, I'm afraid."],
    ["Thanks!", "Rotate the key."],
  ])("may put %j beside %j", (added, said) => {
    expect(goesWith(added, [said])).toBe(true);
  });
  it("lets nobody come in in the middle of a conversation", () => {
    const later = { isFirst: false, isTwo: false };
    expect(announces("Change board speaking.", "Rotate key-1.", later)).toBe(false);
    expect(announces("Back from holiday.", "Rotate key-1.", later)).toBe(false);
    expect(announces("Routine matter.", "Rotate key-1.", later)).toBe(true);
  });
  it("calls no long request small, and two requests not one", () => {
    const first = { isFirst: true, isTwo: false };
    const long = "Rotate the key of every host, ".repeat(6);
    expect(announces("Quick favour.", "Rotate key-1.", first)).toBe(true);
    expect(announces("Quick favour.", long, first)).toBe(false);
    expect(announces("[One|Another] for you.", long, first)).toBe(true);
    expect(announces("[One|Another] for you.", long, { isFirst: true, isTwo: true })).toBe(false);
  });
  it("comes in once", () => {
    expect(announces("First day here.", "Rotate key-1.", { isFirst: true, isTwo: false })).toBe(true);
    expect(announces("First day here.", "Rotate key-1.", { isFirst: false, isTwo: false })).toBe(false);
  });
  it("says farewell at the end, and points at nothing behind an aside", () => {
    expect(closes("That's all for now.", { isLast: true, afterAside: false })).toBe(true);
    expect(closes("That's all for now.", { isLast: false, afterAside: false })).toBe(false);
    expect(closes("That would be great.", { isLast: true, afterAside: false })).toBe(true);
    expect(closes("That would be great.", { isLast: true, afterAside: true })).toBe(false);
    expect(closes("Many thanks.", { isLast: true, afterAside: true })).toBe(true);
  });
});
