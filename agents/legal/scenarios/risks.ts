/** The register of risks: enter, change, list. */
import { call, type Scenario } from "../../contract";
import type { LegalWorld, Risk } from "../world";
import { asking, resultOf, stopped, termSlot, told } from "./shared";

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
            "{risk} is in the register with a score of {score}; the {owner} looks after it.",
            "[It's in|Entered]: {risk}, score {score}, owner {owner}.",
            "The register has it as {risk} ({score} points).",
            "I entered it as {risk}, with a score of {score} and the {owner} as its owner.",
            "The new risk has the number {risk} and {score} points.",
            "You'll find it in the register under {risk}; its score is {score}.",
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
    "New risk. Contract {contract}. Source: {term}. Likelihood {likelihood}, impact {impact}. Owner: {owner}.",
    "Could the {owner} get an entry for the {term} in {contract}? I'd rate it {likelihood} for likelihood and {impact} for impact.",
  ],
  missing: [
    {
      slot: "owner",
      frames: [
        "Enter the {term} in {contract} as a risk, likelihood {likelihood}, impact {impact}.",
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
        "I can't enter {likelihood}. Please rate the likelihood for the {term} in {contract} {allowed}.",
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
    const settled = world.risks.filter((each) => each.status !== "open");
    const isReopened = settled.length > 0 && random.chance(0.3);
    const risk = random.pick(isReopened ? settled : world.risks);
    const status = isReopened
      ? "open"
      : random.pick((["open", "mitigated", "accepted"] as const).filter((each) => each !== risk.status));
    if (status === "accepted" && risk.score >= 20) return undefined;
    return {
      slots: { risk: { value: risk.risk_id }, status: { value: status } },
      *solve() {
        const seen = yield* call("risk_analyzer_update_risk", { risk_id: risk.risk_id, status });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Risk>(seen);
        return told(
          [
            "{risk} is {status} now.",
            "The status of {risk} was set to {status}; the {owner} remains its owner.",
            "[Updated|Changed]: {risk}, {status}.",
            "{risk} on {contract} counts as {status} from now on.",
            "I have set {risk} to {status}; its owner is still the {owner}.",
            "In the register {risk} is now {status}.",
            "{risk} has been changed to {status}[, and the {owner} still owns it|].",
            "The register shows {status} for {risk} now.",
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
    "The register still has the wrong status for {risk}. It should say {status}.",
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
        "The register has no status {status}; it knows {allowed}. Which one?",
        "A risk can be {allowed}, not {status}. What shall I set for {risk}?",
        "There's no status {status}. Would {allowed} describe {risk}?",
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
            "From now on the {owner} is in charge of {risk}.",
            "{risk} is with the {owner} now[, still {status}|].",
            "I gave {risk} to the {owner}; it is still {status}.",
            "The {owner} has been made the owner of {risk}.",
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
    "{risk} has the wrong owner; please give it to the {owner}.",
    "{risk}: new owner {owner}",
  ],
};

export const riskScenarios: readonly Scenario<LegalWorld>[] = [register, update, reassign];
