import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  CommentAdded,
  Escalation,
  NewTicket,
  TicketChange,
  TicketDetails,
  TicketList,
} from "../scenarios/observations";
import { does, refuses, tiny } from "./tiny-world";

const search = (args: object, world = tiny) =>
  does<TicketList>(world, "ticketing_system_search_tickets", args as never).value;
const ids = (args: object, world = tiny) => search(args, world).tickets.map((ticket) => ticket.ticket_id);
const get = (ticket_id: string, world = tiny, include_comments = false) =>
  does<TicketDetails>(world, "ticketing_system_get_ticket", { ticket_id, include_comments }).value;
const update = (args: object, world = tiny) =>
  does<TicketChange>(world, "ticketing_system_update_ticket", { ticket_id: "TCK-1", ...args });
const escalate = (args: object, world = tiny) =>
  does<Escalation>(world, "ticketing_system_escalate_ticket", { ticket_id: "TCK-1", tier: "tier_2", ...args });

describe("ticketing_system_search_tickets", () => {
  it("finds each ticket under exactly one state, and no merged one", () => {
    const parts = ["open", "pending", "solved", "closed"].flatMap((status) => ids({ statuses: [status] }));
    expect(parts.sort()).toEqual(["TCK-1", "TCK-2", "TCK-3"]);
    expect(ids({ statuses: ["open", "closed"] }).sort()).toEqual(
      [...ids({ statuses: ["open"] }), ...ids({ statuses: ["closed"] })].sort(),
    );
  });
  it("orders by day both ways round, and by priority", () => {
    expect(ids({})).toEqual(["TCK-3", "TCK-2", "TCK-1"]);
    expect(ids({ sort: "oldest" })).toEqual([...ids({})].reverse());
    expect(ids({ sort: "most_urgent" })).toEqual(["TCK-2", "TCK-1", "TCK-3"]);
  });
  it("finds by company what it finds by number", () => {
    expect(ids({ customer: "Larkholt Optics" })).toEqual(ids({ customer: "CUS-1" }));
    expect(ids({ customer: "CUS-1" })).toEqual(["TCK-3", "TCK-1"]);
  });
  it("includes the day it is asked from, and nothing before", () => {
    expect(ids({ created_since: "2026-11-10" })).toEqual(["TCK-3", "TCK-2"]);
    expect(ids({ created_since: "2026-11-11" })).toEqual(["TCK-3"]);
  });
  it("counts all under a limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (limit) => {
        expect(search({ limit }).total).toBe(3);
        expect(ids({ limit })).toEqual(ids({}).slice(0, limit));
      }),
    );
  });
  it("holds all filters at once", () => {
    expect(ids({ priority: "low", product: "Kite Notes", customer: "CUS-1" })).toEqual(["TCK-3"]);
    expect(ids({ priority: "low", product: "Ledger Forms" })).toEqual([]);
  });
});

describe("ticketing_system_get_ticket", () => {
  it("agrees with the search", () => {
    const { comments: _, ...summary } = get("TCK-2");
    expect(search({ customer: "CUS-2" }).tickets).toEqual([summary]);
  });
  it("gives comments only on request, oldest first", () => {
    expect(get("TCK-1").comments).toEqual([]);
    expect(get("TCK-1", tiny, true).comments.map((comment) => comment.body)).toEqual(["earlier", "later"]);
  });
  it("leaves the world as it is", () => {
    expect(does(tiny, "ticketing_system_get_ticket", { ticket_id: "TCK-1" }).world).toBe(tiny);
  });
});

describe("ticketing_system_create_ticket", () => {
  const args = { customer: "Corvane Print", subject: "guest access ends", product: "Kite Notes", category: "access" };
  const made = does<NewTicket>(tiny, "ticketing_system_create_ticket", { ...args, details: { affected_users: 7 } });

  it("can be found and read afterwards", () => {
    expect(ids({ customer: "CUS-2" }, made.world)).toContain(made.value.ticket_id);
    expect(get(made.value.ticket_id, made.world)).toMatchObject({
      subject: "guest access ends",
      status: "open",
      priority: "normal",
      created: "2026-11-20",
    });
  });
  it("keeps the details where whoever works on it reads them", () => {
    expect(get(made.value.ticket_id, made.world, true).comments.map((comment) => comment.body)).toEqual([
      "affected_users: 7",
    ]);
  });
  it("takes a number that is not in use, each time another", () => {
    const next = does<NewTicket>(made.world, "ticketing_system_create_ticket", { ...args, subject: "else" });
    const numbers = [...tiny.tickets.map((ticket) => ticket.ticket_id), made.value.ticket_id, next.value.ticket_id];
    expect(new Set(numbers).size).toBe(numbers.length);
  });
  it("is refused while the same request is unsolved, and accepted once that is solved", () => {
    expect(refuses(made.world, "ticketing_system_create_ticket", args)[0]).toBe("conflict");
    const solved = update({ ticket_id: made.value.ticket_id, status: "solved" }, made.world).world;
    expect(() => does(solved, "ticketing_system_create_ticket", args)).not.toThrow();
  });
});

describe("ticketing_system_update_ticket", () => {
  it("changes what is given and leaves the rest", () => {
    const after = get("TCK-1", update({ priority: "high" }).world);
    expect(after).toEqual({ ...get("TCK-1"), priority: "high", updated: "2026-11-20" });
  });
  it("moves the ticket from one search to the other", () => {
    const { world } = update({ status: "solved" });
    expect(ids({ statuses: ["open"] }, world)).toEqual([]);
    expect(ids({ statuses: ["solved"] }, world)).toEqual(["TCK-1"]);
  });
  it("adds tags once, and keeps the old ones", () => {
    const { value } = update({ add_tags: ["vip-office", "needs-logs", "vip-office"] });
    expect(value.tags).toEqual(["needs-logs", "vip-office"]);
  });
});

describe("ticketing_system_add_comment", () => {
  const add = (args: object = {}, world = tiny) =>
    does<CommentAdded>(world, "ticketing_system_add_comment", { ticket_id: "TCK-1", body: "note", ...args });
  it("adds one comment, the newest", () => {
    const { comments } = get("TCK-1", add().world, true);
    expect(comments).toHaveLength(3);
    expect(comments.at(-1)).toMatchObject({ body: "note", date: "2026-11-20", author: "support" });
  });
  it("is internal unless it is to be public", () => {
    expect(get("TCK-1", add().world, true).comments.at(-1)!.visibility).toBe("internal");
    expect(get("TCK-1", add({ visibility: "public" }).world, true).comments.at(-1)!.visibility).toBe("public");
  });
  it("counts what the ticket then holds, and touches no other ticket", () => {
    const second = add({}, add().world);
    expect(second.value.comments).toBe(get("TCK-1", second.world, true).comments.length);
    expect(get("TCK-2", second.world, true)).toEqual(get("TCK-2", tiny, true));
  });
});

describe("ticketing_system_escalate_ticket", () => {
  it("goes from tier to tier, never back and never over one", () => {
    const second = escalate({});
    expect(get("TCK-1", second.world).tier).toBe("tier_2");
    expect(get("TCK-1", escalate({ tier: "tier_3" }, second.world).world).tier).toBe("tier_3");
    expect(refuses(tiny, "ticketing_system_escalate_ticket", { ticket_id: "TCK-1", tier: "tier_3" })[0]).toBe(
      "permission",
    );
    const third = escalate({ tier: "tier_3" }, second.world).world;
    expect(refuses(third, "ticketing_system_escalate_ticket", { ticket_id: "TCK-1", tier: "tier_2" })[0]).toBe(
      "conflict",
    );
  });
  it("gives the duty manager what is urgent, and only that", () => {
    expect(refuses(tiny, "ticketing_system_escalate_ticket", { ticket_id: "TCK-1", tier: "duty_manager" })[0]).toBe(
      "permission",
    );
    const urgent = update({ priority: "urgent" }).world;
    expect(escalate({ tier: "duty_manager" }, urgent).value.tier).toBe("duty_manager");
  });
  it("keeps the team unless another is named", () => {
    expect(escalate({}).value.team).toBe("platform");
    expect(get("TCK-1", escalate({ team: "mobile" }).world).team).toBe("mobile");
  });
});

describe("errors", () => {
  const create = { customer: "CUS-1", subject: "s", product: "Kite Notes", category: "bug" };
  it.each([
    ["an unknown customer", "ticketing_system_search_tickets", { customer: "Nobody" }, "not_found", "Nobody"],
    [
      "a day that does not exist",
      "ticketing_system_search_tickets",
      { created_since: "2026-02-30" },
      "invalid_argument",
      "2026-02-30",
    ],
    ["a state that is none", "ticketing_system_search_tickets", { statuses: ["lost"] }, "invalid_argument", "pending"],
    ["an unknown ticket", "ticketing_system_get_ticket", { ticket_id: "TCK-0" }, "not_found", "TCK-0"],
    ["a merged ticket", "ticketing_system_get_ticket", { ticket_id: "TCK-4" }, "conflict", "TCK-1"],
    ["an unknown product", "ticketing_system_create_ticket", { ...create, product: "Moon" }, "not_found", "Moon"],
    [
      "what is open already",
      "ticketing_system_create_ticket",
      { ...create, subject: "file upload stops halfway" },
      "conflict",
      "TCK-1",
    ],
    [
      "a detail nobody asked for",
      "ticketing_system_create_ticket",
      { ...create, details: { mood: "bad" } },
      "invalid_argument",
      "mood",
    ],
    ["no change", "ticketing_system_update_ticket", { ticket_id: "TCK-1" }, "invalid_argument", "nothing"],
    [
      "a change of a closed ticket",
      "ticketing_system_update_ticket",
      { ticket_id: "TCK-3", priority: "high" },
      "conflict",
      "closed",
    ],
    [
      "an empty comment",
      "ticketing_system_add_comment",
      { ticket_id: "TCK-1", body: " " },
      "invalid_argument",
      "empty",
    ],
    [
      "a comment on a closed ticket",
      "ticketing_system_add_comment",
      { ticket_id: "TCK-3", body: "x" },
      "conflict",
      "closed",
    ],
    [
      "an escalation of a closed ticket",
      "ticketing_system_escalate_ticket",
      { ticket_id: "TCK-3", tier: "tier_2" },
      "conflict",
      "closed",
    ],
    [
      "the tier it is in",
      "ticketing_system_escalate_ticket",
      { ticket_id: "TCK-2", tier: "tier_2" },
      "conflict",
      "already",
    ],
  ] as const)("%s", (_, tool, args, code, text) => {
    const [found, message] = refuses(tiny, tool, args as never);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
