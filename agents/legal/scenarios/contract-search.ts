/** Finding contracts by party, kind, value and expiry. */

import { call, count, type Scenario } from "../../contract";
import { addDays, type LegalWorld } from "../world";
import { type FoundContracts, listed, resultOf, stopped, told } from "./shared";
import { why } from "./why";

const expiring: Scenario<LegalWorld> = {
  family: "contracts_ending_soon",
  skill: "contract_review",
  shape: "complex",
  draw(world, random) {
    const days = random.pick([10, 14, 30, 45, 60, 90, 120]);
    const before = addDays(world.today, days);
    const ending = world.contracts.filter(({ status, expires }) => status === "active" && expires < before);
    const known = ending.length > 0 && random.chance(0.7) ? random.pick(ending) : undefined;
    const amount =
      known === undefined
        ? random.int(1, 60) * 10_000
        : Math.max(10_000, Math.floor(known.value / 10_000) * 10_000 - random.int(0, 9) * 10_000);
    const { kind } = known ?? random.pick(world.contracts);
    return {
      slots: {
        before: { value: before, text: [`${days} days from now`], derivation: "relative_date" },
        amount: { value: amount, text: [`${amount} euros`, `EUR ${amount}`] },
        kind: { value: kind },
        status: { value: "active", text: ["active"] },
      },
      *solve() {
        const seen = yield* call("clause_extractor_search_contracts", {
          kind,
          status: "active",
          expires_before: before,
          minimum_value: amount,
        });
        if (!seen.ok) return stopped(seen);
        const { contracts } = resultOf<FoundContracts>(seen);
        const [first, second] = contracts;
        if (first === undefined)
          return told(
            [
              "No active {kind} contract worth EUR {amount} or more ends before {before}.",
              "[None.|Zero hits.] I searched for active {kind} contracts of EUR {amount} or more that end before {before}.",
              "I found no active {kind} contract of EUR {amount} or more with an end date before {before}.",
              "There is no such contract: {kind}, active, EUR {amount} or more, ending before {before}.",
            ],
            { kind, amount, before },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "One: {id} with {party}, ending on {date}, worth EUR {value}.",
              "Only {id} ({party}), worth EUR {value}. It ends on {date}.",
              "{party} - {id}, last day {date}, EUR {value}.",
            ],
            { id: first.contract_id, party: first.party, date: first.expires, value: first.value },
            { required: ["id"] },
          );
        return told(
          ["{n} in all: {all}.", "{all}.", "By end date: {all}.", "They are {all}."],
          {
            n: count(contracts as never),
            all: listed(contracts.map(({ contract_id, expires }) => `${contract_id} (until ${expires})`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which {status} {kind} contracts worth at least {amount} will have ended {before}?",
    "We're planning the renewals. Show {status} {kind} agreements, {amount} or more, that end earlier than {before}.",
    "{status}, {kind}, from {amount} upwards, ending earlier than {before}: which contracts are they?",
    "Someone from treasury asks which big {kind} contracts we will lose. Big means {amount} or more; take {status} ones that end earlier than {before}.",
  ],
};

/** "active until 2027-03-01", "expired on 2026-03-01", "a draft with the end date 2028-03-01" */
function standing({ status, expires }: { readonly status: string; readonly expires: string }): string {
  if (status === "expired") return `expired on ${expires}`;
  return status === "draft" ? `a draft with the end date ${expires}` : `${status} until ${expires}`;
}

const ofParty: Scenario<LegalWorld> = {
  family: "contracts_of_party",
  skill: "contract_review",
  shape: "single",
  draw(world, random) {
    const party = random.pick(world.contracts).party;
    return {
      slots: { party: { value: party } },
      *solve() {
        const seen = yield* call(
          "clause_extractor_search_contracts",
          { party },
          {
            reasons: why({
              step: ["search the contracts of {party}", "look up what we signed with {party}"],
              fact: ["a name is all I was given", "no contract number was given"],
            }),
            values: { party },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { contracts } = resultOf<FoundContracts>(seen);
        const [first, second] = contracts;
        if (first === undefined)
          return told(["There is none with {party}.", "{party} has no contract with us."], { party });
        if (second === undefined)
          return told(
            [
              "{id}, a {kind} contract: {standing}.",
              "There is one with {party}: {id} ({kind}, {standing}).",
              "One {kind} contract, {id}; {standing}.",
              "Just {id}, {standing}[, worth EUR {value}|].",
              "{party} has one contract, {id} ({kind}, worth EUR {value}), {standing}.",
            ],
            { party, id: first.contract_id, kind: first.kind, standing: standing(first), value: first.value },
            { required: ["id"] },
          );
        return told(
          [
            "There are {n}: {all}.",
            "With {party} we have {all}.",
            "{party} has {n} contracts: {all}.",
            "On file with {party}: {all}.",
          ],
          {
            party,
            n: count(contracts as never),
            all: listed(contracts.map((each) => `${each.contract_id} (${each.kind}, ${standing(each)})`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "What contracts do we have with {party}?",
    "{party} called. Are we bound to them by any contract?",
    "Pull up everything we have with {party}.",
    "I'm meeting {party} tomorrow and want to come prepared: which agreements exist?",
    "{party}: contract numbers and end dates[, please|].",
  ],
};

const byKind: Scenario<LegalWorld> = {
  family: "contracts_by_kind_and_status",
  skill: "contract_review",
  shape: "complex",
  draw(world, random) {
    const sample = random.pick(world.contracts);
    const amount = Math.max(10_000, Math.floor(sample.value / 10_000) * 10_000 - random.int(0, 5) * 10_000);
    return {
      slots: {
        kind: { value: sample.kind },
        status: { value: sample.status },
        party: { value: sample.party },
        amount: { value: amount, text: [`${amount} euros`, `EUR ${amount}`] },
      },
      *solve() {
        const seen = yield* call("clause_extractor_search_contracts", {
          party: sample.party,
          kind: sample.kind,
          status: sample.status,
          minimum_value: amount,
        });
        if (!seen.ok) return stopped(seen);
        const first = resultOf<FoundContracts>(seen).contracts[0];
        if (first === undefined)
          return told(
            ["There is no such contract.", "Nothing like that with {party}."],
            { party: sample.party },
            { required: [] },
          );
        return told(
          [
            "It's {id}: EUR {value}, last day {date}.",
            `There is {id}, worth EUR {value}[; it ${first.status === "expired" ? "ended" : "ends"} on {date}|].`,
            "{id} matches; its value is EUR {value}.",
            "The match is {id}, EUR {value}, last day {date}.",
          ],
          { id: first.contract_id, value: first.value, date: first.expires },
          { required: ["id"] },
        );
      },
    };
  },
  frames: [
    "Do we have any {kind} contract with {party}, status {status}, worth {amount} at least?",
    "Find me the {kind} agreement of {party}: {status}, {amount} or more.",
    "{party}, {kind}, {status}, minimum {amount} - number?",
    "An old file mentions some {kind} deal with {party}, worth {amount} or more. I believe its status is {status}. Can you dig it out?",
  ],
  invalid: [
    {
      slot: "kind",
      tool: "clause_extractor_search_contracts",
      parameter: "kind",
      draw: (_, random) => ({
        value: random.pick(["employment", "consulting", "franchise", "insurance", "loan", "sponsorship"]),
      }),
      explain: [
        "We keep no {kind} contracts here; the kinds are {allowed}. Which should I search?",
        "I can search {allowed} contracts, so nothing under {kind}. Could it be one of these?",
        "There's no kind called {kind} in the index, only {allowed}. Which one fits {party}?",
      ],
      allowed: "supply, service, license and lease",
    },
  ],
};

const byStatus: Scenario<LegalWorld> = {
  family: "contracts_of_one_status",
  skill: "contract_review",
  shape: "single",
  draw(world, random) {
    const sample = random.pick(world.contracts);
    const isKnown = random.chance(0.65);
    const status = isKnown ? sample.status : random.pick(["active", "draft", "expired"]);
    const kind = isKnown ? sample.kind : random.pick(["supply", "service", "license", "lease"]);
    const department = random.pick(world.departments);
    return {
      slots: { status: { value: status }, kind: { value: kind }, department: { value: department } },
      *solve() {
        const seen = yield* call(
          "clause_extractor_search_contracts",
          { kind, status },
          {
            reasons: why({
              step: ["list the {kind} contracts of that status", "search by kind and status"],
              fact: ["both filters are given", "the request names two filters"],
            }),
            values: { kind },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { contracts } = resultOf<FoundContracts>(seen);
        const [first, second] = contracts;
        if (first === undefined)
          return told(
            [
              "We have no {kind} contract with the status {status}.",
              "There isn't a {kind} contract with that status on file.",
              "No {kind} contract has the status {status}.",
              "The search for {kind} contracts with the status {status} found nothing.",
            ],
            { kind, status },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "One: {id} with {party}.",
              `One, {id}, which ${first.status === "expired" ? "ended" : "ends"} on {date}.`,
              "Just {id} with {party}[, worth EUR {value}|].",
              "{party}: {id}, EUR {value}.",
            ],
            { id: first.contract_id, party: first.party, date: first.expires, value: first.value },
            { required: ["id"] },
          );
        return told(
          [
            "{n} in total: {all}.",
            "{all}.",
            "I see {all}.",
            "[On file|In the system]: {all}.",
            "That makes {n}, namely {all}.",
          ],
          {
            n: count(contracts as never),
            all: listed(contracts.map(({ contract_id, party }) => `${contract_id} (${party})`)),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "Which {status} {kind} contracts do we have? The {department} wants to know.",
    "For the {department}: all {status} {kind} contracts, with contract numbers.",
    "The {department} is counting {kind} agreements. Which {status} ones are there?",
    "I promised the {department} a list of our {status} {kind} contracts.",
    "Search our {kind} contracts for {status} ones. The {department} will look at the result.",
  ],
};

export const searchScenarios: readonly Scenario<LegalWorld>[] = [expiring, ofParty, byKind, byStatus];
