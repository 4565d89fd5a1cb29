import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Built, Checks, Results, Scheduled, Segments } from "../scenarios/seen";
import { REGIONS } from "../world";
import { type Arguments, does, refuses, tiny } from "./tiny-world";

const segments = (args: Arguments = {}) =>
  does<Segments>(tiny, "email_builder_find_segments", args).value.segments.map((each) => each.segment_id);
const lines = (subject_lines: readonly Arguments[]) =>
  does<Built & { subject_lines: { text: string; share: number }[] }>(tiny, "email_builder_create_email", {
    draft_id: "DR-3",
    segment_id: "SEG-1",
    subject_lines,
  });
const check = (email_id: string, checks?: readonly string[], world = tiny) =>
  does<Checks & { status: string }>(
    world,
    "email_builder_run_checks",
    checks === undefined ? { email_id } : { email_id, checks },
  );
const send = (args: Arguments = {}) =>
  does<Scheduled>(tiny, "email_builder_schedule_send", {
    email_id: "EM-4",
    date: "2026-11-25",
    time: "08:00",
    ...args,
  });

describe("email_builder_find_segments", () => {
  it("has the largest first and finds each in exactly one region", () => {
    expect(segments()).toEqual(["SEG-2", "SEG-1"]);
    expect(REGIONS.flatMap((region) => segments({ region })).sort()).toEqual(segments().sort());
  });
  it("includes exactly those with enough consents", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (min_opted_in) => {
        const expected = [...(min_opted_in <= 500 ? ["SEG-2"] : []), ...(min_opted_in <= 90 ? ["SEG-1"] : [])];
        expect(segments({ min_opted_in })).toEqual(expected);
      }),
      { examples: [[90], [91], [500], [501]] },
    );
  });
  it("does not mind capital letters in an interest, and finds nothing under another", () => {
    expect(segments({ interest: "Lamp" })).toEqual(segments());
    expect(segments({ interest: "sofa" })).toEqual([]);
  });
});

describe("email_builder_create_email", () => {
  it("addresses those who opted in, nobody else", () => {
    expect(lines([{ text: "A" }]).value.recipients).toBe(90);
  });
  it("hands out all of the segment when no share is given", () => {
    for (let count = 1; count <= 3; count += 1) {
      const shares = lines(Array.from({ length: count }, (_, index) => ({ text: `S${index}` }))).value.subject_lines;
      expect(shares.reduce((sum, line) => sum + line.share, 0)).toBe(100);
      expect(
        Math.max(...shares.map((line) => line.share)) - Math.min(...shares.map((line) => line.share)),
      ).toBeLessThanOrEqual(1);
    }
  });
  it("takes shares that add up to 100 and no others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (left, right) => {
        const args = {
          draft_id: "DR-3",
          segment_id: "SEG-1",
          subject_lines: [
            { text: "A", share: left },
            { text: "B", share: right },
          ],
        };
        expect(refuses(tiny, "email_builder_create_email", args)).toBe(
          left + right === 100 ? undefined : "invalid_argument",
        );
      }),
      {
        examples: [
          [60, 40],
          [60, 39],
          [60, 41],
        ],
      },
    );
  });
  it("makes a draft that must be checked before it is sent", () => {
    const { value, world } = lines([{ text: "A" }]);
    const args = { email_id: value.email_id, date: "2026-11-25", time: "08:00" };
    expect(refuses(world, "email_builder_schedule_send", args)).toBe("permission");
    expect(refuses(check(value.email_id, undefined, world).world, "email_builder_schedule_send", args)).toBeUndefined();
  });
});

describe("email_builder_run_checks", () => {
  it("passes a good email and names each fault of a bad one", () => {
    expect(check("EM-1").value).toMatchObject({ passed: true, failures: [], status: "checked" });
    expect(check("EM-3").value.failures.map((failure) => failure.check)).toEqual(["subject", "draft", "consent"]);
  });
  it("finds with single checks what all of them find", () => {
    const single = ["subject", "draft", "consent"].flatMap((each) => check("EM-3", [each]).value.failures);
    expect(single).toEqual(check("EM-3").value.failures);
  });
  it("clears an email only when all checks ran", () => {
    expect(check("EM-1", ["subject", "draft"]).value).toMatchObject({ passed: true, status: "draft" });
  });
});

describe("email_builder_schedule_send", () => {
  it("needs no more hours than emails fit into", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10000 }), (hourly_limit) => {
        const { hours_needed, recipients } = send({ hourly_limit }).value;
        expect(hours_needed * hourly_limit).toBeGreaterThanOrEqual(recipients);
        expect((hours_needed - 1) * hourly_limit).toBeLessThan(recipients);
      }),
      { examples: [[100], [500], [499]] },
    );
  });
  it("shows in the calendar on that day", () => {
    const found = does<{ entries: { id: string }[] }>(send().world, "social_scheduler_get_calendar", {
      from_date: "2026-11-25",
      to_date: "2026-11-25",
    }).value.entries;
    expect(found.map((entry) => entry.id)).toEqual(["EM-4"]);
  });
  it("can be changed to another time", () => {
    const again = { email_id: "EM-4", date: "2026-11-26", time: "09:00" };
    expect(does<Scheduled>(send().world, "email_builder_schedule_send", again).value).toMatchObject({
      date: "2026-11-26",
    });
  });
});

describe("email_builder_get_results", () => {
  const got = does<Results>(tiny, "email_builder_get_results", { email_id: "EM-2" });
  it("never has more opened than delivered, nor more clicked than opened", () => {
    expect(got.value.opened).toBeLessThanOrEqual(got.value.delivered);
    expect(got.value.clicked).toBeLessThanOrEqual(got.value.opened);
  });
  it("gives the numbers of the email that was asked for", () => {
    expect(got.value).toMatchObject({ email_id: "EM-2", subject: "Short", delivered: 80, opened: 40 });
  });
  it("changes nothing", () => {
    expect(got.world).toEqual(tiny);
  });
});

it.each<[string, string, Arguments, string]>([
  ["a region that does not exist", "email_builder_find_segments", { region: "centre" }, "invalid_argument"],
  [
    "a draft that does not exist",
    "email_builder_create_email",
    { draft_id: "DR-0", segment_id: "SEG-1", subject_lines: [{ text: "A" }] },
    "not_found",
  ],
  [
    "a segment that does not exist",
    "email_builder_create_email",
    { draft_id: "DR-3", segment_id: "SEG-0", subject_lines: [{ text: "A" }] },
    "not_found",
  ],
  [
    "a share for one line and none for the other",
    "email_builder_create_email",
    { draft_id: "DR-3", segment_id: "SEG-1", subject_lines: [{ text: "A", share: 60 }, { text: "B" }] },
    "invalid_argument",
  ],
  ["checks of a sent email", "email_builder_run_checks", { email_id: "EM-2" }, "conflict"],
  [
    "a send without checks",
    "email_builder_schedule_send",
    { email_id: "EM-1", date: "2026-11-25", time: "08:00" },
    "permission",
  ],
  [
    "a send in the past",
    "email_builder_schedule_send",
    { email_id: "EM-4", date: "2026-11-19", time: "08:00" },
    "invalid_argument",
  ],
  ["sending twice", "email_builder_schedule_send", { email_id: "EM-2", date: "2026-11-25", time: "08:00" }, "conflict"],
  ["results of what was never sent", "email_builder_get_results", { email_id: "EM-1" }, "conflict"],
  ["results of an unknown email", "email_builder_get_results", { email_id: "EM-0" }, "not_found"],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});
