/** auth_system: accounts, their roles and locks, and who signed in from where. */
import type { Tool } from "../../contract";
import { type Account, daysBetween, ROLES, type SecurityWorld, TEAMS } from "../world";
import { fail, integer, isDate, listOf, objectOf, parameters, periodProblem, text, yesNo } from "./outcome";

const family = "auth_system";
const account = { type: "string", description: "Account name, such as m.tallowin." } as const;
const accountSchema = objectOf({
  account: text,
  team: text,
  role: text,
  role_until: text,
  second_factor: yesNo,
  state: text,
  last_sign_in: text,
});

const findAccounts: Tool<SecurityWorld> = {
  name: "auth_system_find_accounts",
  family,
  skill: "access_control",
  task: "search the accounts",
  description: "Finds accounts: by part of the name, role, team, days without a sign-in, or a missing second factor.",
  parameters: parameters(
    {
      name: { type: "string", description: "Part of the account name." },
      role: { type: "string", description: "Only accounts with this role.", enum: ROLES },
      team: { type: "string", description: "Only accounts of this team.", enum: TEAMS },
      state: { type: "string", description: "Only accounts in this state.", enum: ["active", "locked"] },
      inactive_days: { type: "integer", description: "No sign-in for at least so many days.", minimum: 0, default: 0 },
      without_second_factor: {
        type: "boolean",
        description: "Only accounts that have no second factor.",
        default: false,
      },
    },
    [],
  ),
  returns: objectOf({ accounts: listOf(accountSchema), total: integer }),
  effect: "read",
  execute(world, args) {
    const part = args.name === undefined ? "" : String(args.name).toLowerCase();
    const accounts = world.accounts
      .filter(
        (each) =>
          each.account.includes(part) &&
          (args.role === undefined || each.role === args.role) &&
          (args.team === undefined || each.team === args.team) &&
          (args.state === undefined || each.state === args.state) &&
          daysBetween(each.last_sign_in, world.today) >= Number(args.inactive_days) &&
          (args.without_second_factor !== true || !each.second_factor),
      )
      .sort((left, right) => (left.account < right.account ? -1 : 1))
      .map((each) => ({ ...each }));
    return { ok: true, observation: { accounts, total: accounts.length }, world };
  },
};

const getAccount: Tool<SecurityWorld> = {
  name: "auth_system_get_account",
  family,
  skill: "access_control",
  task: "look up an account",
  description: "Gives one account: team, role, second factor, lock and last sign-in.",
  parameters: parameters({ account }, ["account"]),
  returns: accountSchema,
  effect: "read",
  execute(world, args) {
    const found = accountOf(world, args.account);
    if (found === undefined) return fail("not_found", `there is no account ${args.account}`);
    return { ok: true, observation: { ...found }, world };
  },
};

const setRole: Tool<SecurityWorld> = {
  name: "auth_system_set_role",
  family,
  skill: "access_control",
  task: "change the role of an account",
  description:
    "Sets the role of an account, for good or until a day. The administrator role needs a second factor; locked accounts keep their role.",
  parameters: parameters(
    {
      account,
      role: { type: "string", description: "The new role.", enum: ROLES },
      until: { type: "string", description: "Last day of the role as 2026-12-31; stays when left out." },
    },
    ["account", "role"],
  ),
  returns: objectOf({ account: text, previous_role: text, role: text, role_until: text }),
  effect: "write",
  execute(world, args) {
    const found = accountOf(world, args.account);
    if (found === undefined) return fail("not_found", `there is no account ${args.account}`);
    const role = args.role as Account["role"];
    const until = args.until === undefined ? "" : String(args.until);
    if (until !== "" && (!isDate(until) || until < world.today))
      return fail("invalid_argument", `until "${until}" is no day from today on`);
    if (found.state === "locked") return fail("conflict", `${found.account} is locked; unlock it first`);
    if (found.role === role && found.role_until === until)
      return fail("conflict", `${found.account} has the role ${role} already`);
    if (role === "administrator" && !found.second_factor)
      return fail("permission", `${found.account} has no second factor, which an administrator needs`);
    return {
      ok: true,
      observation: { account: found.account, previous_role: found.role, role, role_until: until },
      world: withAccount(world, { ...found, role, role_until: until }),
    };
  },
};

const setLock: Tool<SecurityWorld> = {
  name: "auth_system_set_lock",
  family,
  skill: "access_control",
  task: "lock or unlock an account",
  taskFor: ({ state }) => (state === "locked" ? "lock an account" : "unlock an account"),
  description: "Locks an account, so that nobody can sign in with it, or makes it active again.",
  parameters: parameters(
    { account, state: { type: "string", description: "The new state.", enum: ["locked", "active"] } },
    ["account", "state"],
  ),
  returns: objectOf({ account: text, team: text, previous_state: text, state: text }),
  effect: "write",
  execute(world, args) {
    const found = accountOf(world, args.account);
    if (found === undefined) return fail("not_found", `there is no account ${args.account}`);
    const state = args.state as Account["state"];
    if (found.state === state) return fail("conflict", `${found.account} is ${state} already`);
    const admins = world.accounts.filter((each) => each.role === "administrator" && each.state === "active");
    if (state === "locked" && admins.length === 1 && admins[0] === found)
      return fail("permission", `${found.account} is the last active administrator and can't be locked`);
    return {
      ok: true,
      observation: { account: found.account, team: found.team, previous_state: found.state, state },
      world: withAccount(world, { ...found, state }),
    };
  },
};

const listSignIns: Tool<SecurityWorld> = {
  name: "auth_system_list_sign_ins",
  family,
  skill: "threat_detection",
  task: "list sign-in attempts",
  description: "Lists attempts to sign in (between two days, of all accounts or one, by result), the latest first.",
  parameters: parameters(
    {
      from_date: { type: "string", description: "First day as 2026-11-01." },
      to_date: { type: "string", description: "Last day as 2026-11-20." },
      account: { ...account, description: "Only this account." },
      result: { type: "string", description: "Only attempts that ended like this.", enum: ["success", "failure"] },
    },
    ["from_date", "to_date"],
  ),
  returns: objectOf({
    sign_ins: listOf(objectOf({ account: text, date: text, time: text, source: text, result: text })),
    total: integer,
  }),
  effect: "read",
  execute(world, args) {
    const [from, to] = [String(args.from_date), String(args.to_date)];
    const problem = periodProblem(from, to);
    if (problem !== undefined) return fail("invalid_argument", problem);
    if (args.account !== undefined && accountOf(world, args.account) === undefined)
      return fail("not_found", `there is no account ${args.account}`);
    const found = world.sign_ins
      .filter(
        (each) =>
          each.date >= from &&
          each.date <= to &&
          (args.account === undefined || each.account === args.account) &&
          (args.result === undefined || each.result === args.result),
      )
      .map((each) => ({ ...each }))
      .sort((left, right) => (orderKey(left) < orderKey(right) ? 1 : orderKey(left) > orderKey(right) ? -1 : 0));
    return { ok: true, observation: { sign_ins: found, total: found.length }, world };
  },
};

export const authSystem = [findAccounts, getAccount, setRole, setLock, listSignIns] as const;

function accountOf(world: SecurityWorld, name: unknown): Account | undefined {
  return world.accounts.find((each) => each.account === name);
}

function withAccount(world: SecurityWorld, changed: Account): SecurityWorld {
  return { ...world, accounts: world.accounts.map((each) => (each.account === changed.account ? changed : each)) };
}

function orderKey(entry: { readonly date: string; readonly time: string; readonly account: string }): string {
  return `${entry.date} ${entry.time} ${entry.account}`;
}
