/** Accounts with one call: look one up, lock or unlock it, find who lacks what. */
import { answer, type Scenario } from "../../contract";
import { type SecurityWorld, TEAMS } from "../world";
import { amount, listed, meant, once, worded } from "./parts";
import type { AccountSeen, AccountsSeen } from "./seen";

const lookUp: Scenario<SecurityWorld> = {
  family: "account_lookup",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const account = random.pick(world.accounts).account;
    return {
      slots: { account: { value: account } },
      solve: () =>
        once<AccountSeen>("auth_system_get_account", { account }, (got) =>
          got.second_factor
            ? answer(
                [
                  "{account} is {role} in the {team} team, {state}, with a second factor; last seen {last}.",
                  "Role {role}, team {team}, {state}. A second factor is set up. Last sign-in of {account}: {last}.",
                  "{account} ({team}) has the role {role} and a second factor. It's {state}; the last sign-in was on {last}.",
                  "[That's|It's] a {state} account, role {role}, team {team}, protected by a second factor, last used {last}.",
                ],
                { account, role: got.role, team: got.team, state: got.state, last: got.last_sign_in },
                { required: ["role", "state"] },
              )
            : answer(
                [
                  "{account} is {role} in the {team} team and {state}; there is no second factor. Last seen {last}.",
                  "Role {role}, team {team}, {state}, no second factor. {account} last signed in on {last}.",
                  "[Mind the gap|Note]: {account} lacks a second factor. The rest: role {role}, team {team}, {state}, last sign-in {last}.",
                  "{account} belongs to {team}, has the role {role} but no second factor, is {state} and was last used on {last}.",
                ],
                { account, role: got.role, team: got.team, state: got.state, last: got.last_sign_in },
                { required: ["role", "state"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as AccountSeen;
        return [
          {
            frames: [
              "And when was it last used, again?",
              "The last sign-in was when[, sorry|, again]?",
              "Sorry, which day did they last sign in?",
            ],
            slots: {},
            *solve() {
              return answer(["On {last}.", "{last}[ was the last time|].", "The last sign-in was {last}."], {
                last: got.last_sign_in,
              });
            },
          },
          {
            frames: [
              "Which team was that again?",
              "And who do they work for, I mean which team?",
              "Remind me of the team.",
            ],
            slots: {},
            *solve() {
              return answer(["That's {team}.", "The team is {team}.", "They are in {team}."], { team: got.team });
            },
          },
        ];
      },
    };
  },
  frames: [
    "What rights does {account} have, and is the account in order?",
    "Look up {account}.",
    "{account} says that nothing works. Which role and state does the account have?",
    "account details for {account}, including the second factor",
    "Before I grant anything to {account} I'd like to see role, team, lock and when they were last here.",
  ],
};

const setLock: Scenario<SecurityWorld> = {
  family: "lock_or_unlock_account",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const candidates = world.accounts.filter((each) => each.role !== "administrator");
    const found = random.pick(candidates);
    const state = found.state === "active" ? "locked" : "active";
    return {
      slots: { account: { value: found.account }, state: { value: state } },
      solve: () =>
        once<{ team: string; previous_state: string; state: string }>(
          "auth_system_set_lock",
          { account: found.account, state },
          (set) =>
            answer(
              [
                "{account} ({team}) is {state} now.",
                "[Done|It is done]: {account} went from {before} to {state}.",
                "{account} was {before} and is {state} as of now.",
                "[The account|Account] {account} of {team} has been set to {state}.",
              ],
              { account: found.account, team: set.team, before: set.previous_state, state: set.state },
              { required: ["state"] },
            ),
        ),
    };
  },
  frames: [
    "Set {account} to {state}.",
    "{account} should be {state}, the team lead asked for it.",
    "Can you set the account {account} to {state}?",
    "HR confirmed it by phone - {account}: {state}.",
    "I've spoken with the person behind {account}; please change the account so that it is {state}.",
  ],
  missing: [
    {
      slot: "account",
      frames: [
        "Set [our intern's|the new colleague's|the trainee's|my deputy's] account to {state}.",
        "A [colleague's|contractor's|trainee's] account should be {state}, can you do it?",
        "Please make the account [of my substitute|from the letter|from the ticket] {state}, the team lead agreed.",
      ],
      ask: [
        "Which account? I need the exact name.",
        "[Of course|Certainly] - whose account is it, by account name?",
        "I don't know which account you mean. What's its name?",
      ],
      reply: ["{account}", "It's {account}.", "The name is {account}."],
    },
  ],
  invalid: [
    {
      slot: "state",
      tool: "auth_system_set_lock",
      parameter: "state",
      draw: (_, random) => ({ value: random.pick(["deleted", "invisible", "paused", "archived", "half-locked"]) }),
      explain: [
        "{account} can be {allowed}, nothing else; {state} isn't possible. Which should it be?",
        "An account is {allowed}; there is no state called {state}. What do you want for {account}?",
        "There's no {state} state for accounts - only {allowed}. Which of the two for {account}?",
      ],
      allowed: "locked or active",
    },
  ],
};

const unlock: Scenario<SecurityWorld> = {
  family: "unlock_account",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const locked = world.accounts.filter((each) => each.state === "locked");
    if (locked.length === 0) return undefined;
    const found = random.pick(locked);
    return {
      slots: { account: { value: found.account }, open: meant("active") },
      solve: () =>
        once<{ team: string; state: string }>(
          "auth_system_set_lock",
          { account: found.account, state: "active" },
          (set) =>
            answer(
              [
                "{account} is unlocked.",
                "[The lock is gone|No lock any more]: {account} can sign in.",
                "{account} of {team} is {state} again.",
                "I took the lock off {account}.",
                "[Whoever uses|The person behind] {account} can work again, the lock is off.",
              ],
              { account: found.account, team: set.team, state: set.state },
              { required: ["account"] },
            ),
        ),
    };
  },
  frames: [
    "Unlock {account}.",
    "{account} is cleared: the person proved who they are, so you can unlock the account.",
    "The person using {account} stands at my desk, locked out. Please unlock it.",
    "unlock {account}, identity checked",
    "It was a false alarm with {account}, so would you unlock it?",
    "We need the colleague who uses {account} back at work today, so please unlock it.",
  ],
};

const noFactor: Scenario<SecurityWorld> = {
  family: "accounts_without_second_factor",
  skill: "access_control",
  shape: "single",
  draw(_, random) {
    const team = random.pick(TEAMS);
    const state = random.pick(["active", "locked"]);
    return {
      slots: { team: { value: team }, state: { value: state }, lacking: { ...worded("true"), value: true } },
      solve: () =>
        once<AccountsSeen>(
          "auth_system_find_accounts",
          { team, state, without_second_factor: true },
          ({ accounts, total }) =>
            total === 0
              ? answer(
                  [
                    "No {state} account in {team} lacks a second factor.",
                    "[Nobody|No account]: the search for {state} accounts of {team} without a second factor came back empty.",
                    "I found no {state} account in {team} without a second factor.",
                  ],
                  { team, state },
                  { required: ["team"] },
                )
              : answer(
                  [
                    "In {team} it's {list}.",
                    total === 1
                      ? "In {team} {count} that is {state} lacks a second factor: {list}."
                      : "In {team} {count} that are {state} lack a second factor: {list}.",
                    "{list} - {state}, {team}, and no second factor.",
                    "{count} without a second factor, {state} and in {team}: {list}.",
                  ],
                  {
                    team,
                    state,
                    count: amount(total, "account"),
                    list: listed(accounts.map((each) => `${each.account} (${each.role})`)),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Which {state} accounts in {team} are {lacking}?",
    "I'm writing to everyone who is still {lacking}. Who is that in {team}, {state} accounts only?",
    "team {team}, {state}, {lacking}: names?",
    "Does {team} still have people {lacking}? Just those that are {state}.",
    "For the audit we must name the {state} accounts {lacking}; begin with {team}.",
  ],
};

const inactive: Scenario<SecurityWorld> = {
  family: "inactive_accounts",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const role = random.pick(world.accounts).role;
    const days = random.int(10, 120);
    return {
      slots: { role: worded(role), days: { value: days, text: [`${days} days`] } },
      solve: () =>
        once<AccountsSeen>("auth_system_find_accounts", { role, inactive_days: days }, ({ accounts, total }) =>
          total === 0
            ? answer(
                [
                  "I found no {role} account without a sign-in for {days} days or longer.",
                  "No {role} account has been idle for that long.",
                  "There's no account with the role {role} that has been unused for {days} days.",
                ],
                { role, days },
                { required: ["role"] },
              )
            : answer(
                [
                  "With the role {role}, idle for {days} days or longer: {list}.",
                  "With the role {role} and no sign-in for {days} days or more: {list}.",
                  "{list} - role {role}, no sign-in for at least {days} days.",
                  "With the role {role} I [found|find] {list}.",
                ],
                {
                  days,
                  role,
                  total,
                  list: listed(accounts.map((each) => `${each.account} (last seen ${each.last_sign_in})`)),
                },
                { required: ["list"] },
              ),
        ),
    };
  },
  frames: [
    "Who with the role {role} hasn't signed in for {days}?",
    "Find {role} accounts that nobody has used for at least {days}.",
    "Licences cost money. Are there any {role} accounts idle for {days} or more?",
    "{role}, unused >= {days}",
    "I want to clean up: the {role} role, no sign-in for {days} or longer, which accounts are these?",
  ],
};

export const accountsScenarios: readonly Scenario<SecurityWorld>[] = [lookUp, setLock, unlock, noFactor, inactive];
