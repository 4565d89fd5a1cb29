/** The register of risks: enter, change, list. */
import { call, count, type Scenario } from "../../contract";
import type { LegalWorld, Risk } from "../world";
import { asking, type Risks, resultOf, stopped, termSlot, told } from "./shared";
import { why } from "./why";

const register: Scenario<LegalWorld> = {
  family: "register_risk",
  skill: "risk_assessment",
  shape: "complex",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const open = world.risks.filter((risk) => risk.contract_id === contract.contract_id && risk.status === "open");
    const free = contract.clauses.filter((clause) => !open.some((risk) => risk.term === clause.term));
    if (free.length === 0) return undefined;
    const term = random.pick(free).term;
    const [likelihood, impact] = [random.int(1, 5), random.int(1, 5)];
    const owner = random.pick(world.departments);
    return {
      slots: {
        contract: { value: contract.contract_id },
        term: termSlot(term),
        likelihood: { value: likelihood },
        impact: { value: impact },
        owner: { value: owner },
      },
      *solve() {
        const seen = yield* call("risk_analyzer_register_risk", {
          contract_id: contract.contract_id,
          term,
          likelihood,
          impact,
          owner,
        });
        if (!seen.ok) return stopped(seen);
        const risk = resultOf<Risk>(seen);
        return told(
          [
            "Registered as {risk} with a score of {score}.",
            "{risk} is in the register; {owner} looks after it.",
            "[It's in|Entered]: {risk}, score {score}, owner {owner}.",
            "The register has it as {risk} ({score} points).",
          ],
          { risk: risk.risk_id, score: risk.score, owner: risk.owner },
          { required: ["risk"] },
        );
      },
    };
  },
  frames: [
    "Register a risk for {contract}: {term}, likelihood {likelihood}, impact {impact}, owner {owner}.",
    "The {term} in {contract} worries us. Put it in the register, impact {impact}, likelihood {likelihood}; the {owner} takes care of it.",
    "New risk. Contract {contract}. Source: {term}. Likelihood {likelihood} of 5, impact {impact} of 5. Owner: {owner}.",
    "Could the {owner} get an entry for the {term} of {contract}? I'd rate it {likelihood} for likelihood and {impact} for impact.",
  ],
  missing: [
    {
      slot: "owner",
      frames: [
        "Put the {term} of {contract} in the risk register, likelihood {likelihood}, impact {impact}.",
        "Risk for {contract}: {term}. Impact {impact}, likelihood {likelihood}.",
      ],
      ask: asking([
        "Which department owns it?",
        "Who should look after the risk?",
        "An entry needs an owner. Who is it?",
      ]),
      reply: ["{owner}", "The {owner}.", "That's for the {owner}."],
    },
    {
      slot: "impact",
      frames: [
        "Add a risk on {contract} for the {term}. Likelihood {likelihood}, owner {owner}.",
        "The {owner} should own a new risk: {contract}, {term}, likelihood {likelihood}.",
      ],
      ask: asking(["What impact, from 1 to 5?", "How severe would it be on the scale from 1 to 5?", "And the impact?"]),
      reply: ["{impact}", "I'd say {impact}.", "Impact {impact}."],
    },
  ],
  invalid: [
    {
      slot: "likelihood",
      tool: "risk_analyzer_register_risk",
      parameter: "likelihood",
      draw: (_, random) => ({ value: random.pick([0, 6, 7, 8, 9, 10, 50]) }),
      explain: [
        "A likelihood of {likelihood} isn't on the scale, which goes {allowed}. What do you estimate?",
        "The register takes likelihoods {allowed}; {likelihood} is off the scale. Which value is right?",
        "I can't enter {likelihood}. Please rate the {term} of {contract} {allowed}.",
      ],
      allowed: "from 1 to 5",
    },
  ],
};

const update: Scenario<LegalWorld> = {
  family: "set_risk_status",
  skill: "risk_assessment",
  shape: "single",
  draw(world, random) {
    const risk = random.pick(world.risks);
    const status = random.pick((["open", "mitigated", "accepted"] as const).filter((each) => each !== risk.status));
    if (status === "accepted" && risk.score >= 20) return undefined;
    const words = {
      open: ["open", "open again"],
      mitigated: ["mitigated", "mitigated by now"],
      accepted: ["accepted", "accepted by the business"],
    }[status];
    return {
      slots: { risk: { value: risk.risk_id }, status: { value: status, text: words } },
      *solve() {
        const seen = yield* call("risk_analyzer_update_risk", { risk_id: risk.risk_id, status });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Risk>(seen);
        return told(
          [
            "{risk} is {status} now.",
            "The status of {risk} was set to {status}; the owner remains {owner}.",
            "[Updated|Changed]: {risk}, {status}.",
            "{risk} on {contract} counts as {status} from now on.",
          ],
          { risk: found.risk_id, status: found.status, owner: found.owner, contract: found.contract_id },
          { required: ["status"] },
        );
      },
    };
  },
  frames: [
    "Set {risk} to {status}.",
    "{risk} can be marked {status}, we talked it over yesterday.",
    "After the last round {risk} is {status}. Could you note that in the register?",
    "The register still has the wrong state for {risk}. It should say {status}.",
    "{risk} -> {status}",
  ],
  missing: [
    {
      slot: "risk",
      frames: ["Mark the risk as {status}.", "One of our risks is {status}, please update it."],
      ask: asking([
        "Which risk? Its RK number, please.",
        "What is the number of the risk?",
        "Which entry shall I change?",
      ]),
      reply: ["{risk}", "{risk}.", "That would be {risk}."],
    },
  ],
  invalid: [
    {
      slot: "status",
      tool: "risk_analyzer_update_risk",
      parameter: "status",
      draw: (_, random) => ({
        value: random.pick(["closed", "deferred", "insured away", "transferred", "pending", "irrelevant"]),
      }),
      explain: [
        "{status} isn't a status in the register; it knows {allowed}. Which one?",
        "A risk can be {allowed}, not {status}. What shall I set for {risk}?",
        "There's no {status}. Would {allowed} describe {risk}?",
      ],
      allowed: "open, mitigated or accepted",
    },
  ],
};

const reassign: Scenario<LegalWorld> = {
  family: "reassign_risk",
  skill: "risk_assessment",
  shape: "single",
  draw(world, random) {
    const risk = random.pick(world.risks);
    const owner = random.pick(world.departments.filter((each) => each !== risk.owner));
    return {
      slots: { risk: { value: risk.risk_id }, owner: { value: owner } },
      *solve() {
        const seen = yield* call("risk_analyzer_update_risk", { risk_id: risk.risk_id, owner });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Risk>(seen);
        return told(
          [
            "The {owner} owns {risk} now.",
            "{risk} has moved to the {owner}; status {status}.",
            "[Handed over|Reassigned]. Owner of {risk}: {owner}.",
            "From now on {owner} is in charge of {risk}.",
          ],
          { owner: found.owner, risk: found.risk_id, status: found.status },
          { required: ["owner"] },
        );
      },
    };
  },
  frames: [
    "Hand {risk} over to the {owner}.",
    "The {owner} should be the owner of {risk}.",
    "Since the reorganisation {risk} belongs with the {owner}. Please change that.",
    "Who has {risk} at the moment? Whoever it is, give it to the {owner}.",
    "{risk}: new owner {owner}",
  ],
};

const listWorst: Scenario<LegalWorld> = {
  family: "list_risks_from_score",
  skill: "risk_assessment",
  shape: "complex",
  draw(world, random) {
    const least = random.int(3, 18);
    const contract = random.pick(world.contracts);
    const status = random.pick(["open", "mitigated", "accepted"]);
    return {
      slots: {
        contract: { value: contract.contract_id },
        least: { value: least, text: [`${least}`, `${least} points`] },
        status: { value: status },
      },
      *solve() {
        const seen = yield* call("risk_analyzer_list_risks", {
          contract_id: contract.contract_id,
          status,
          minimum_score: least,
        });
        if (!seen.ok) return stopped(seen);
        const { risks } = resultOf<Risks>(seen);
        const first = risks[0];
        if (first === undefined)
          return told(
            [
              "None for {contract}.",
              "{contract} has no {status} risk of that size.",
              "[There isn't any|No entry] with {least} or more.",
            ],
            { contract: contract.contract_id, status, least },
            { required: [] },
          );
        return told(
          [
            "{n} in the list, led by {risk} with {score} points.",
            "The worst is {risk}: score {score}, owner {owner}.",
            "{risk} ({score} points, {owner}) comes first of {n}.",
            "I see {n}. At the top: {risk}, {score}.",
          ],
          { n: count(risks as never), risk: first.risk_id, score: first.score, owner: first.owner },
          { required: ["risk"] },
        );
      },
    };
  },
  frames: [
    "Which {status} risks of {contract} score {least} or more?",
    "List what is {status} in the register for {contract}, from {least} upwards.",
    "Insurance wants everything {status} on {contract} with a score of at least {least}.",
    "Anything {status} above or at {least} for {contract}?",
    "{contract}, {status}, minimum {least}",
  ],
};

const mitigateTop: Scenario<LegalWorld> = {
  family: "mitigate_worst_risk",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const contract = world.contracts[random.int(0, 1)]!;
    return {
      slots: {
        contract: { value: contract.contract_id },
        status: { value: "open" },
        target: { value: "mitigated" },
      },
      *solve() {
        const listed = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id, status: "open" },
          {
            reasons: why({
              want: ["the open risks", "the worst entry"],
              fact: ["the list is sorted by score", "the worst one was not named"],
            }),
          },
        );
        if (!listed.ok) return stopped(listed);
        const worst = resultOf<Risks>(listed).risks[0];
        if (worst === undefined)
          return told(
            ["There is no open risk.", "Nothing is open for {contract}."],
            { contract: contract.contract_id },
            { required: [] },
          );
        const set = yield* call(
          "risk_analyzer_update_risk",
          { risk_id: worst.risk_id, status: "mitigated" },
          {
            reasons: why({
              want: ["the new status of {risk}", "the change of {risk}"],
              fact: ["{risk} has the highest score", "{score} is the top score"],
            }),
            values: { risk: worst.risk_id, score: worst.score },
          },
        );
        if (!set.ok) return stopped(set);
        const after = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id, status: "open" },
          {
            reasons: why({
              want: ["the remaining ones", "a second look at the list"],
              fact: ["the worst one is done", "something may be left"],
            }),
          },
        );
        if (!after.ok) return stopped(after);
        const rest = resultOf<Risks>(after).risks;
        const next = rest[0];
        if (next === undefined)
          return told(["{risk} is mitigated and nothing else is open.", "That was the last one: {risk}."], {
            risk: worst.risk_id,
          });
        return told(
          [
            "{risk} is mitigated; {n} remain open, led by {next} ({score}).",
            "Done with {risk}. Next in line would be {next}, {score} points.",
            "{n} left after {risk} was mitigated[: {next} is now on top|].",
            "The worst one, {risk}, is settled. {next} follows with a score of {score}.",
          ],
          { risk: worst.risk_id, n: count(rest as never), next: next.risk_id, score: next.score },
          { required: ["risk"] },
        );
      },
    };
  },
  frames: [
    "The gravest {status} entry of {contract} is {target} as of today; what else is there?",
    "Could you move the worst {status} one on {contract} to {target} and read me the rest?",
    "Mark the worst {status} risk of {contract} as {target} and tell me what is left.",
    "We solved the biggest {status} problem of {contract}. Set it to {target}; which ones remain?",
    "Find the top {status} risk for {contract}, make it {target}, then show what is still to do.",
    "{contract}: highest {status} risk -> {target}; remaining ones?",
  ],
};

export const riskScenarios: readonly Scenario<LegalWorld>[] = [register, update, reassign, listWorst, mitigateTop];
