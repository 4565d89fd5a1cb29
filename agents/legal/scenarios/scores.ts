/** Risk scores, plain, weighted, compared, explained. */
import { all, call, type Scenario } from "../../contract";
import type { LegalWorld } from "../world";
import { asking, type Risks, resultOf, stopped, type TermReading, told } from "./shared";
import { why } from "./why";

export interface Score {
  readonly score: number;
  readonly level: string;
  readonly areas: { readonly financial: number; readonly privacy: number; readonly operational: number };
}

const score: Scenario<LegalWorld> = {
  family: "score_contract",
  skill: "risk_assessment",
  shape: "single",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    return {
      slots: { contract: { value: contract.contract_id } },
      *solve() {
        const seen = yield* call(
          "risk_analyzer_score_contract",
          { contract_id: contract.contract_id },
          {
            reasons: why({
              step: ["get the plain score of {contract}", "score {contract} as it stands"],
              fact: ["no weights were given", "nothing has to be weighted"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { score: points, level } = resultOf<Score>(seen);
        return told(
          [
            "{contract} scores {score} of 100, which counts as {level} risk.",
            "The risk is {level}: {score} points.",
            "It comes to {score} points, so {contract} is {level} risk.",
            "{contract} is at {score}, and that means {level} risk.",
            "With {score} of 100 points {contract} counts as {level} risk.",
            "{contract} has {score} of 100 points; the risk is {level}.",
            "The level is {level}, with {score} points of 100.",
            "[I get|The result is] {score} points ({level}).",
          ],
          { contract: contract.contract_id, score: points, level },
          { required: ["score", "level"] },
        );
      },
      follow(observations) {
        const seen = observations[0]!;
        if (!seen.ok) return [];
        const { areas } = resultOf<Score>(seen);
        return [
          {
            frames: ["How much of it is financial?", "And the financial part?"],
            slots: {},
            *solve() {
              return told(["{points} points.", "Financial: {points}.", "The financial area has {points} points."], {
                points: areas.financial,
              });
            },
          },
          {
            frames: ["Does privacy play a role in it?", "What about data protection?"],
            slots: {},
            *solve() {
              return told(
                ["Privacy adds {points} points.", "Privacy accounts for {points} points.", "Privacy: {points} points."],
                {
                  points: areas.privacy,
                },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "How risky is {contract}?",
    "Score {contract}, please.",
    "The board wants a number for {contract}. What's the overall risk?",
    "Should I lose sleep over {contract}?",
    "{contract}: risk level?",
    "On a scale up to 100, where is {contract}?",
  ],
  missing: [
    {
      slot: "contract",
      frames: ["How risky is this contract?", "I need a risk score."],
      ask: asking(["For which contract?", "What is the contract's number?", "Which contract should I score?"]),
      reply: ["{contract}", "Score {contract}.", "For {contract}[, if you please|]."],
    },
  ],
};

const weighted: Scenario<LegalWorld> = {
  family: "score_with_weights",
  skill: "risk_assessment",
  shape: "complex",
  draw(world, random) {
    const contract = random.pick(world.contracts);
    const [financial, privacy, operational] = [random.int(0, 3), random.int(0, 3), random.int(0, 3)];
    if (financial + privacy + operational === 0) return undefined;
    return {
      slots: {
        contract: { value: contract.contract_id },
        financial: { value: financial },
        privacy: { value: privacy },
        operational: { value: operational },
      },
      *solve() {
        const seen = yield* call("risk_analyzer_score_contract", {
          contract_id: contract.contract_id,
          weights: { financial, privacy, operational },
        });
        if (!seen.ok) return stopped(seen);
        const { score: points, level } = resultOf<Score>(seen);
        return told(
          [
            "With these weights {contract} comes to {score} points, {level} risk.",
            "Weighted like that the score is {score}[ ({level})|].",
            "{score} points, so {level} risk.",
            "By these weights it is {level} risk, with {score} points.",
            "{contract} has {score} points if you weight it like that.",
            "[Result|Outcome]: {level}, {score} points for {contract}.",
          ],
          { contract: contract.contract_id, score: points, level },
          { required: ["score"] },
        );
      },
    };
  },
  frames: [
    "Score {contract} with weights financial {financial}, privacy {privacy}, operational {operational}.",
    "For our committee privacy counts {privacy}, operational {operational} and financial {financial}. What does {contract} get?",
    "Run the risk score of {contract} with weights: {financial} (financial), {operational} (operational), {privacy} (privacy).",
    "{contract}; weight financial = {financial}; operational = {operational}; privacy = {privacy}. Score?",
  ],
  invalid: [
    {
      slot: "financial",
      tool: "risk_analyzer_score_contract",
      parameter: "weights",
      draw: (_, random) => ({ value: random.pick([4, 5, 7, 10, 25, 100]) }),
      explain: [
        "A weight of {financial} is too large; weights go {allowed}. What should the financial one be?",
        "Weights run {allowed}, so {financial} can't be used for {contract}. Another value?",
        "I can use weights {allowed}. How much should the financial area count?",
      ],
      allowed: "from 0 to 3",
    },
  ],
};

const scoreTwo: Scenario<LegalWorld> = {
  family: "score_two_contracts",
  skill: "risk_assessment",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.contracts, 2);
    return {
      slots: { left: { value: left!.contract_id }, right: { value: right!.contract_id } },
      *solve() {
        const seen = yield* all(
          [left!, right!].map(({ contract_id }) => ["risk_analyzer_score_contract", { contract_id }] as const),
          {
            reasons: why({
              step: ["score both", "get a score for each"],
              fact: ["the two scores don't depend on each other", "both {left} and {right} were named"],
            }),
            values: { left: left!.contract_id, right: right!.contract_id },
          },
        );
        const [one, two] = seen;
        if (!one!.ok) return stopped(one!);
        if (!two!.ok) return stopped(two!);
        const a = resultOf<Score>(one!);
        const b = resultOf<Score>(two!);
        const values = {
          left: left!.contract_id,
          right: right!.contract_id,
          a: a.score,
          b: b.score,
          levelA: a.level,
          levelB: b.level,
        };
        if (a.score === b.score)
          return told(
            [
              "{left} and {right} both score {a} ({levelA}).",
              "No difference: {a} for {left} and for {right} ({levelA}).",
            ],
            values,
            { required: ["a"] },
          );
        return told(
          [
            "{left}: {a} ({levelA}). {right}: {b} ({levelB}). {worse} is the riskier one.",
            "{left} scores {a}, {right} {b}, so {worse} is riskier.",
            "The risk of {left} is {levelA} at {a}; that of {right} is {levelB} at {b}. The higher one is that of {worse}.",
            "{left} is at {a} and {right} at {b}, which makes {worse} the riskier one.",
          ],
          { ...values, worse: a.score > b.score ? values.left : values.right },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Which is riskier, {left} or {right}?",
    "Score both {left} and {right}.",
    "We can renegotiate one of {left} and {right} this quarter. Risk scores, please.",
    "Risk of {left}? And of {right}?",
  ],
};

const explainScore: Scenario<LegalWorld> = {
  family: "score_and_explain",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const led = world.contracts.filter(({ contract_id }) => {
      const [first, second] = world.risks
        .filter((risk) => risk.contract_id === contract_id)
        .map(({ score }) => score)
        .sort((left, right) => right - left);
      return first !== second;
    });
    if (led.length === 0) return undefined;
    const contract = random.pick(led);
    return {
      slots: { contract: { value: contract.contract_id } },
      *solve() {
        const scored = yield* call("risk_analyzer_score_contract", { contract_id: contract.contract_id });
        if (!scored.ok) return stopped(scored);
        const { score, level } = resultOf<Score>(scored);
        const listed = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id },
          {
            reasons: why({
              step: ["read the register", "list the risks of {contract}"],
              fact: ["the score is known now", "the gravest entry was asked for too"],
            }),
            values: { score, contract: contract.contract_id },
          },
        );
        if (!listed.ok) return stopped(listed);
        const { risks } = resultOf<Risks>(listed);
        const worst = risks[0];
        if (worst === undefined)
          return told(
            [
              "{contract} has {score} points ({level}) and no registered risk.",
              "Score of {contract}: {score}, {level}. The register has no entry for it.",
            ],
            { contract: contract.contract_id, score, level },
          );
        const read = yield* call(
          "clause_extractor_get_term",
          { contract_id: contract.contract_id, term: worst.term },
          {
            reasons: why({
              step: ["read the clause behind {risk}", "read the figure in that clause"],
              fact:
                risks.length === 1
                  ? ["there is only one entry"]
                  : ["the gravest entry is found", "the gravest entry has {worst} points"],
            }),
            values: { risk: worst.risk_id, worst: worst.score },
          },
        );
        if (!read.ok) return stopped(read);
        const { name, value, unit, clause } = resultOf<TermReading>(read);
        const chief = risks.length === 1 ? "only" : "gravest";
        return told(
          [
            `{contract} has {score} points, {level} risk. Its ${chief} entry is {risk} with {worst} points ({status}); it concerns the {name} in clause {clause}, {value} {unit}.`,
            `{contract} is {level} risk, at {score} points. The ${chief} entry of its register is {risk} ({worst} points, {status}), on clause {clause}: a {name} of {value} {unit}.`,
            `{contract} scores {score} ({level}). Its ${chief} entry is {risk} with {worst} points, {status}, about the {name} of {value} {unit} in clause {clause}.`,
            `{risk} ({worst} points, {status}) is the ${chief} entry of {contract}; clause {clause} sets the {name} at {value} {unit}. The overall score is {score} ({level}).`,
            `Score of {contract}: {score} ({level}). The ${chief} risk: {risk} with {worst} points ({status}), clause {clause}, {name} {value} {unit}.`,
          ],
          {
            name,
            value,
            unit,
            clause,
            score,
            level,
            risk: worst.risk_id,
            worst: worst.score,
            status: worst.status,
            contract: contract.contract_id,
          },
          { required: ["score", "risk", "value"] },
        );
      },
    };
  },
  frames: [
    "Give me the score of {contract}, its gravest entry in the register, and the value in the clause concerned.",
    "How dangerous is {contract}? Score, please, worst risk, and the value of the term behind it.",
    "Score {contract} and add the worst entry in the register and the value set in the clause it is about.",
    "Is {contract} risky? I'd like the score and the gravest entry with its clause.",
    "I need three things on {contract}: its score, the worst risk on file, and the figure in the clause behind it.",
    "{contract}: score, top entry of the register, figure in the clause concerned.",
  ],
};

export const scoreScenarios: readonly Scenario<LegalWorld>[] = [score, weighted, scoreTwo, explainScore];
