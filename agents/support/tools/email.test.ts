import { describe, expect, it } from "vitest";
import type { FollowUpPlan, MailList, SentMail } from "../scenarios/observations";
import { does, refuses, tiny } from "./tiny-world";

const list = (args: object, world = tiny) => does<MailList>(world, "email_list_messages", args as never).value.emails;
const ids = (args: object, world = tiny) => list(args, world).map((email) => email.email_id);
const reply = (email_id: string, body: string, world = tiny) =>
  does<SentMail>(world, "email_send_reply", { email_id, body });
const template = (customer: string, name: string, world = tiny) =>
  does<SentMail>(world, "email_send_template", { customer, template: name });
const plan = (args: object, world = tiny) =>
  does<FollowUpPlan>(world, "email_schedule_follow_up", { ticket_id: "TCK-1", send_on: "2026-11-30", ...args });

describe("email_list_messages", () => {
  it("has the newest first, of this customer only, whichever way it is named", () => {
    expect(ids({ customer: "CUS-1" })).toEqual(["EML-2", "EML-1"]);
    expect(ids({ customer: "Larkholt Optics" })).toEqual(ids({ customer: "CUS-1" }));
  });
  it("splits by direction without losing one", () => {
    const parts = ["inbound", "outbound"].flatMap((direction) => ids({ customer: "CUS-1", direction }));
    expect(parts.sort()).toEqual(ids({ customer: "CUS-1", direction: "both" }).sort());
  });
  it("includes the day it is asked from, and stops at the limit", () => {
    expect(ids({ customer: "CUS-1", since: "2026-11-11" })).toEqual(["EML-2"]);
    expect(ids({ customer: "CUS-1", since: "2026-11-12" })).toEqual([]);
    expect(ids({ customer: "CUS-1", limit: 1 })).toEqual(["EML-2"]);
  });
});

describe("email_send_reply", () => {
  const sent = reply("EML-1", "Done.");
  it("becomes the customer's newest mail, outbound and dated today", () => {
    expect(list({ customer: "CUS-1" }, sent.world)[0]).toEqual({
      email_id: sent.value.email_id,
      direction: "outbound",
      date: "2026-11-20",
      subject: "Re: Help",
      body: "Done.",
    });
  });
  it("goes to whoever wrote, and to nobody else", () => {
    expect(sent.value.to).toBe("a@example.com");
    expect(ids({ customer: "CUS-2" }, sent.world)).toEqual(ids({ customer: "CUS-2" }));
  });
  it("takes a new number each time", () => {
    expect(reply("EML-1", "Again.", sent.world).value.email_id).not.toBe(sent.value.email_id);
  });
});

describe("email_send_template", () => {
  it("goes to the customer's address and is listed as outbound", () => {
    const sent = template("Corvane Print", "outage_notice");
    expect(sent.value.to).toBe("b@example.com");
    expect(ids({ customer: "CUS-2", direction: "outbound" }, sent.world)).toEqual([sent.value.email_id]);
  });
  it("has a subject of its own for each text", () => {
    const names = ["outage_notice", "fix_released", "ticket_received", "feedback_request"];
    expect(new Set(names.map((name) => template("CUS-1", name).value.subject)).size).toBe(names.length);
  });
  it("spares those who declined surveys the survey, and nothing else", () => {
    expect(refuses(tiny, "email_send_template", { customer: "CUS-2", template: "feedback_request" })[0]).toBe(
      "permission",
    );
    for (const name of ["outage_notice", "fix_released", "ticket_received"]) {
      expect(() => template("CUS-2", name)).not.toThrow();
    }
  });
});

describe("email_schedule_follow_up", () => {
  it("accepts tomorrow up to sixty days from today", () => {
    for (const send_on of ["2026-11-21", "2027-01-19"]) expect(plan({ send_on }).value.send_on).toBe(send_on);
    for (const send_on of ["2026-11-20", "2027-01-20", "2026-11-31"]) {
      expect(refuses(tiny, "email_schedule_follow_up", { ticket_id: "TCK-1", send_on })[0]).toBe("invalid_argument");
    }
  });
  it("plans one message per ticket and day, but several days", () => {
    const { world } = plan({});
    expect(refuses(world, "email_schedule_follow_up", { ticket_id: "TCK-1", send_on: "2026-11-30" })[0]).toBe(
      "conflict",
    );
    expect(plan({ send_on: "2026-12-01" }, world).world.follow_ups).toHaveLength(2);
  });
  it("is a survey unless told otherwise, and sends nothing yet", () => {
    const planned = plan({});
    expect(planned.value.template).toBe("feedback_request");
    expect(planned.world.emails).toEqual(tiny.emails);
  });
});

describe("errors", () => {
  const full = { ...tiny, next_emails: [] };
  it.each([
    ["an unknown customer", tiny, "email_list_messages", { customer: "Nobody" }, "not_found", "Nobody"],
    ["a word for a date", tiny, "email_list_messages", { customer: "CUS-1", since: "May" }, "invalid_argument", "May"],
    ["an unknown mail", tiny, "email_send_reply", { email_id: "EML-0", body: "x" }, "not_found", "EML-0"],
    ["a reply to our own mail", tiny, "email_send_reply", { email_id: "EML-2", body: "x" }, "conflict", "EML-2"],
    ["an empty reply", tiny, "email_send_reply", { email_id: "EML-1", body: "" }, "invalid_argument", "empty"],
    ["a full queue", full, "email_send_reply", { email_id: "EML-1", body: "x" }, "conflict", "queue"],
    [
      "a text that is none",
      tiny,
      "email_send_template",
      { customer: "CUS-1", template: "poem" },
      "invalid_argument",
      "outage_notice",
    ],
    [
      "a survey about a ticket of somebody who declined them",
      tiny,
      "email_schedule_follow_up",
      { ticket_id: "TCK-2", send_on: "2026-12-01" },
      "permission",
      "Corvane Print",
    ],
    [
      "a merged ticket",
      tiny,
      "email_schedule_follow_up",
      { ticket_id: "TCK-4", send_on: "2026-12-01" },
      "conflict",
      "TCK-1",
    ],
  ] as const)("%s", (_, world, tool, args, code, text) => {
    const [found, message] = refuses(world, tool, args);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
