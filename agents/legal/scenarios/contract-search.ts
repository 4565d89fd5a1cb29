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
    const amount = random.int(1, 60) * 10_000;
    const kind = random.pick(world.contracts).kind;
    return {
      slots: {
        before: { value: addDays(world.today, days), text: [`in ${days} days`], derivation: "relative_date" },
        amount: { value: amount, text: [`${amount} euros`, `EUR ${amount}`] },
        kind: { value: kind },
        status: { value: "active", text: ["active"] },
      },
      *solve() {
        const seen = yield* call("clause_extractor_search_contracts", {
          kind,
          status: "active",
          expires_before: addDays(world.today, days),
          minimum_value: amount,
        });
        if (!seen.ok) return stopped(seen);
        const { contracts } = resultOf<FoundContracts>(seen);
        const [first, second] = contracts;
        if (first === undefined)
          return told(
            [
              "No {kind} contract fits[ that description|].",
              "Nothing of that size runs out by then.",
              "[None.|Zero hits.] The {kind} contracts are either smaller or run longer.",
            ],
            { kind },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "One: {id} with {party}, ending on {date}, worth EUR {value}.",
              "Only {id} ({party}). It ends on {date}.",
              "{party} - {id}, last day {date}.",
            ],
            { id: first.contract_id, party: first.party, date: first.expires, value: first.value },
            { required: ["id"] },
          );
        return told(
          ["{n} in all: {all}.", "{all}.", "[In this order|By date]: {all}.", "They are {all}."],
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
    "We plan the renewals. Show {status} {kind} agreements, {amount} or more, that end sooner than {before}.",
    "{status}, {kind}, from {amount} upwards, gone {before}: which are they?",
    "Someone from treasury asks what big {kind} contracts we lose. Big means {amount}; take {status} ones that end earlier than {before}.",
  ],
};

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
              fact: ["the search takes a party", "{party} is all I need"],
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
              "{id}, a {kind} contract that ends on {date}.",
              "There is one with {party}: {id} ({kind}), until {date}.",
              "It's {id}, which runs until {date}.",
              "Just {id}[, worth EUR {value}|].",
              "[You want|That is] {id}, kind {kind}, worth EUR {value}.",
            ],
            { party, id: first.contract_id, kind: first.kind, date: first.expires, value: first.value },
            { required: ["id"] },
          );
        return told(
          ["{n}: {all}.", "With {party} we have {all}.", "{party} has {n} contracts, {all}.", "Yes, {all}."],
          {
            party,
            n: count(contracts as never),
            all: listed(
              contracts.map(({ contract_id, kind, expires }) => `${contract_id} (${kind}, until ${expires})`),
            ),
          },
          { required: ["all"] },
        );
      },
    };
  },
  frames: [
    "What contracts do we have with {party}?",
    "{party} called. Are we bound to them in any way?",
    "Pull up everything signed with {party}.",
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
            "Yes, {id}: EUR {value}, until {date}.",
            "It exists. {id} is worth EUR {value}[ and ends on {date}|].",
            "{id} matches[; its value is EUR {value}|].",
            "The one you mean is {id}, last day {date}.",
          ],
          { id: first.contract_id, value: first.value, date: first.expires },
          { required: ["id"] },
        );
      },
    };
  },
  frames: [
    "Do we have any {kind} contract with {party} that is {status} and worth {amount} at least?",
    "Find me the {kind} agreement of {party}: {status}, {amount} or more.",
    "{party}, {kind}, {status}, minimum {amount} - number?",
    "An old file mentions a {kind} deal with {party} of {amount} upwards. I believe it is {status}. Can you dig it out?",
  ],
  invalid: [
    {
      slot: "kind",
      tool: "clause_extractor_search_contracts",
      parameter: "kind",
      draw: (_, random) => ({
        value: random.pick(["employment", "marriage", "franchise", "insurance", "loan", "sponsorship"]),
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
    const status = random.pick(["active", "draft", "expired", sample.status]);
    const kind = random.pick(["supply", "service", "license", "lease", sample.kind]);
    const department = random.pick(world.departments);
    return {
      slots: { status: { value: status }, kind: { value: kind }, department: { value: department } },
      *solve() {
        const seen = yield* call(
          "clause_extractor_search_contracts",
          { kind, status },
          {
            reasons: why({
              step: ["list the {kind} contracts", "search by kind and status"],
              fact: ["kind and status are given", "one search takes both filters"],
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
              "None.",
              "We have no such contract.",
              "There isn't one on file.",
              "The {kind} contracts have another status.",
            ],
            { kind },
            { required: [] },
          );
        if (second === undefined)
          return told(
            [
              "{id} with {party}.",
              "One, {id}, which ends on {date}.",
              "Just {id}[, worth EUR {value}|].",
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
    "Which {kind} contracts are {status}? The {department} wants to know.",
    "For the {department}: {status} {kind} contracts, with numbers.",
    "The {department} is counting {kind} agreements. Which {status} ones are there?",
    "I promised the {department} a list of what is {status} under {kind}.",
    "Search {kind}, {status}. {department} will look at the result.",
  ],
};

export const searchScenarios: readonly Scenario<LegalWorld>[] = [expiring, ofParty, byKind, byStatus];
