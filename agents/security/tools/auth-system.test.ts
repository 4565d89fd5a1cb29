import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountSeen, AccountsSeen, SignIns } from "../scenarios/seen";
import { ROLES, TEAMS } from "../world";
import { type Arguments, does, refuses, tiny } from "./tiny-world";

const find = (args: Arguments = {}, world = tiny) =>
  does<AccountsSeen>(world, "auth_system_find_accounts", args).value.accounts.map((each) => each.account);
const get = (account: string, world = tiny) => does<AccountSeen>(world, "auth_system_get_account", { account }).value;
const setRole = (account: string, args: Arguments) =>
  does<{ previous_role: string; role_until: string }>(tiny, "auth_system_set_role", { account, ...args });
const setLock = (account: string, state: string, world = tiny) =>
  does(world, "auth_system_set_lock", { account, state }).world;
const signIns = (args: Arguments = {}) =>
  does<SignIns>(tiny, "auth_system_list_sign_ins", { from_date: "2026-11-01", to_date: "2026-11-30", ...args }).value;

describe("auth_system_find_accounts", () => {
  it("finds each account under exactly one role, team and state", () => {
    expect(ROLES.flatMap((role) => find({ role })).sort()).toEqual(find().sort());
    expect(TEAMS.flatMap((team) => find({ team })).sort()).toEqual(find().sort());
    expect(["active", "locked"].flatMap((state) => find({ state })).sort()).toEqual(find().sort());
  });
  it("finds by part of the name", () => {
    expect(find({ name: "orrell" })).toEqual(["a.orrell", "b.orrell"]);
    expect(find({ name: "nobody" })).toEqual([]);
  });
  it("counts idle days from today, the last one included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (inactive_days) => {
        const expected = [
          ...(inactive_days <= 1 ? ["a.orrell"] : []),
          ...(inactive_days <= 80 ? ["b.orrell"] : []),
          ...(inactive_days <= 10 ? ["c.varley"] : []),
        ];
        expect(find({ inactive_days })).toEqual(expected);
      }),
      { examples: [[1], [2], [80], [81], [10], [11]] },
    );
  });
  it("shows who has no second factor, and everybody when not asked", () => {
    expect(find({ without_second_factor: true })).toEqual(["b.orrell"]);
    expect(find({ without_second_factor: false })).toEqual(find());
  });
});

describe("auth_system_get_account", () => {
  it("gives the account that was named", () => {
    for (const account of find()) expect(get(account).account).toBe(account);
  });
  it("agrees with the list", () => {
    const listed = does<AccountsSeen>(tiny, "auth_system_find_accounts", {}).value.accounts;
    for (const each of listed) expect(get(each.account)).toEqual(each);
  });
  it("shows a change at once", () => {
    expect(get("b.orrell", setLock("b.orrell", "locked")).state).toBe("locked");
  });
});

describe("auth_system_set_role", () => {
  it("gives the role, and says which one it replaces", () => {
    const { value, world } = setRole("b.orrell", { role: "operator", until: "2026-12-01" });
    expect(value.previous_role).toBe("viewer");
    expect(get("b.orrell", world)).toMatchObject({ role: "operator", role_until: "2026-12-01" });
  });
  it("makes an administrator only of an account with a second factor", () => {
    const code = (account: string) =>
      refuses(tiny, "auth_system_set_role", { account, role: "administrator", until: "2026-12-01" });
    expect(code("b.orrell")).toBe("permission");
    expect(code("a.orrell")).toBeUndefined();
  });
  it("leaves everybody else", () => {
    const { world } = setRole("b.orrell", { role: "auditor" });
    expect(world.accounts.filter((each) => each.account !== "b.orrell")).toEqual(
      tiny.accounts.filter((each) => each.account !== "b.orrell"),
    );
  });
});

describe("auth_system_set_lock", () => {
  it("can be taken back without a trace", () => {
    expect(setLock("b.orrell", "active", setLock("b.orrell", "locked"))).toEqual(tiny);
  });
  it("keeps the role while it is locked, and refuses another", () => {
    const world = setLock("b.orrell", "locked");
    expect(get("b.orrell", world).role).toBe("viewer");
    expect(refuses(world, "auth_system_set_role", { account: "b.orrell", role: "auditor" })).toBe("conflict");
  });
  it("never locks the last administrator out", () => {
    expect(refuses(tiny, "auth_system_set_lock", { account: "a.orrell", state: "locked" })).toBe("permission");
    const two = { ...tiny, accounts: [...tiny.accounts, { ...tiny.accounts[0]!, account: "d.voss" }] };
    expect(refuses(two, "auth_system_set_lock", { account: "a.orrell", state: "locked" })).toBeUndefined();
  });
});

describe("auth_system_list_sign_ins", () => {
  it("has the latest first", () => {
    expect(signIns().sign_ins.map((each) => `${each.date} ${each.time}`)).toEqual([
      "2026-11-19 08:00",
      "2026-11-18 03:01",
      "2026-11-18 03:00",
    ]);
  });
  it("splits into successes and failures without loss", () => {
    expect(signIns({ result: "success" }).total + signIns({ result: "failure" }).total).toBe(signIns().total);
  });
  it("includes both days of the period and only the account asked for", () => {
    expect(signIns({ from_date: "2026-11-18", to_date: "2026-11-18" }).total).toBe(2);
    expect(signIns({ account: "a.orrell" }).sign_ins.every((each) => each.account === "a.orrell")).toBe(true);
    expect(signIns({ account: "c.varley" }).total).toBe(0);
  });
});

it.each<[string, string, Arguments, string]>([
  ["a role that does not exist", "auth_system_find_accounts", { role: "root" }, "invalid_argument"],
  ["an unknown account", "auth_system_get_account", { account: "orrell" }, "not_found"],
  ["a role for an unknown account", "auth_system_set_role", { account: "x", role: "viewer" }, "not_found"],
  ["the role it has already", "auth_system_set_role", { account: "b.orrell", role: "viewer" }, "conflict"],
  [
    "a role that ended yesterday",
    "auth_system_set_role",
    { account: "b.orrell", role: "auditor", until: "2026-11-19" },
    "invalid_argument",
  ],
  ["a role for a locked account", "auth_system_set_role", { account: "c.varley", role: "viewer" }, "conflict"],
  ["locking what is locked", "auth_system_set_lock", { account: "c.varley", state: "locked" }, "conflict"],
  ["locking an unknown account", "auth_system_set_lock", { account: "x", state: "locked" }, "not_found"],
  [
    "sign-ins of an unknown account",
    "auth_system_list_sign_ins",
    { from_date: "2026-11-01", to_date: "2026-11-02", account: "x" },
    "not_found",
  ],
  [
    "a date that is none",
    "auth_system_list_sign_ins",
    { from_date: "monday", to_date: "2026-11-02" },
    "invalid_argument",
  ],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});
