/** Roles and sign-ins with one call. */
import { answer, type Scenario } from "../../contract";
import { ROLES, type SecurityWorld, shiftDate } from "../world";
import { bound, listed, once, spelled, worded } from "./parts";
import type { SignIns } from "./seen";

const temporaryRole: Scenario<SecurityWorld> = {
  family: "role_until_date",
  skill: "access_control",
  shape: "complex",
  draw(world, random) {
    const found = random.pick(world.accounts.filter((each) => each.state === "active"));
    const roles = ROLES.filter((role) => role !== found.role && (role !== "administrator" || found.second_factor));
    const role = random.pick(roles);
    const until = shiftDate(world.today, random.int(3, 120));
    return {
      slots: { account: { value: found.account }, role: worded(role), until: spelled(random, until) },
      solve: () =>
        once<{ previous_role: string; role: string; role_until: string }>(
          "auth_system_set_role",
          { account: found.account, role, until },
          (set) =>
            answer(
              [
                "{account} is {role} until {until}; before that {before}.",
                "I [changed|have changed] the role of {account} from {before} to {role}, up to {until}.",
                "Until {until} {account} has the role {role}.",
                "The role {role} is given to {account} and ends on {until}[ (was: {before})|].",
              ],
              { account: found.account, role: set.role, until: set.role_until, before: set.previous_role },
              { required: ["role", "until"] },
            ),
        ),
    };
  },
  frames: [
    "Make {account} {role} until {until}.",
    "{account} covers for a colleague and needs the {role} role; it should end on {until}.",
    "role change: {account}, {role}, last day {until}",
    "Could {account} get {role} rights? Only up to {until}, please.",
    "The project runs until {until}, and for that long {account} ought to have the role {role}.",
  ],
  missing: [
    {
      slot: "role",
      frames: [
        "{account} needs another role until {until}.",
        "Please change the role of {account}, up to {until}.",
        "Could {account} get more rights until {until}?",
      ],
      ask: [
        "Which role: viewer, operator, developer, auditor or administrator?",
        "[What|Which] role shall {account} have? The roles are viewer, operator, developer, auditor and administrator.",
        "I can do that once I know the role you have in mind for {account}.",
      ],
      reply: ["{role}", "{role}, please.", "Let's say {role}."],
    },
  ],
  invalid: [
    {
      slot: "role",
      tool: "auth_system_set_role",
      parameter: "role",
      draw: (_, random) => ({ value: random.pick(["superuser", "guest", "manager", "root", "editor"]) }),
      explain: [
        "There is no {role} role here. {account} can become {allowed}; which one?",
        "A role can be {allowed}. What did you mean by {role}?",
        "No role {role} exists, so {account} can't get it. Please choose one: {allowed}.",
      ],
      allowed: "viewer, operator, developer, auditor or administrator",
    },
  ],
};

const permanentRole: Scenario<SecurityWorld> = {
  family: "role_for_good",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const found = random.pick(world.accounts.filter((each) => each.state === "active"));
    const role = random.pick(ROLES.filter((each) => each !== found.role && each !== "administrator"));
    return {
      slots: { account: { value: found.account }, role: { value: role } },
      solve: () =>
        once<{ previous_role: string; role: string }>("auth_system_set_role", { account: found.account, role }, (set) =>
          answer(
            [
              "{account} has the role {role} now, {before} no longer.",
              "Role of {account}: {role} (it used to be {before}).",
              "[It's changed|Changed]: {account} went from {before} to {role}.",
              "I gave {account} the role {role}; there's no end date.",
            ],
            { account: found.account, role: set.role, before: set.previous_role },
            { required: ["role"] },
          ),
        ),
    };
  },
  frames: [
    "{account} has changed jobs and should be {role} for good.",
    "Give {account} the role {role}, no end date.",
    "The role of {account} isn't right. It should be {role}, permanently.",
    "{account} => {role}, permanent",
    "Would you please update {account}? From today the person works as {role}, and that stays.",
  ],
};

const signIns: Scenario<SecurityWorld> = {
  family: "sign_ins_of_account",
  skill: "threat_detection",
  shape: "complex",
  draw(world, random) {
    const model = random.pick(world.sign_ins);
    const from = bound(world, random, -random.int(10, 13));
    const to = bound(world, random, -random.int(0, 1));
    const text = model.result === "failure" ? ["failed", "unsuccessful"] : ["successful"];
    const kind = model.result === "failure" ? "failed sign-in" : "sign-in";
    return {
      slots: {
        account: { value: model.account },
        result: { value: model.result, text, derivation: "synonym" },
        from,
        to,
      },
      solve: () =>
        once<SignIns>(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account: model.account, result: model.result },
          ({ sign_ins, total }) =>
            total === 0
              ? answer(
                  [
                    "No {kind} of {account} in that time.",
                    "{account} has no such sign-in in those days.",
                    "The list for {account} is empty.",
                  ],
                  { account: model.account, kind },
                )
              : answer(
                  total === 1
                    ? [
                        "One {kind} of {account}: {list}.",
                        "{account}: {list}. No other {kind} in that time.",
                        "Just one {kind} of {account}, {list}.",
                        "I see a single {kind} of {account}: {list}.",
                      ]
                    : [
                        "{total} {kind}s of {account}: {list}.",
                        "{account}: {list}. [In total|Altogether] {total} {kind}s.",
                        "{kinds} of {account}, [latest first|the latest first]: {list}.",
                        "I see {list}, which makes {total} {kind}s.",
                      ],
                  {
                    account: model.account,
                    kind,
                    kinds: model.result === "failure" ? "Failed sign-ins" : "Sign-ins",
                    total,
                    list: listed(sign_ins.map((each) => `${each.date} ${each.time} from ${each.source}`)),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Which {result} sign-ins did {account} have from {from} to {to}?",
    "List the {result} attempts of {account} between {from} and {to}, with their addresses.",
    "{account} got a strange mail. I'd like to see every {result} sign-in of that account from {from} until {to}.",
    "From where did {account} sign in, starting {from}, ending {to}? Only the {result} ones.",
    "Pull the log of {account}: {result} sign-ins, {from} up to {to}.",
  ],
};

export const rolesScenarios: readonly Scenario<SecurityWorld>[] = [temporaryRole, permanentRole, signIns];
