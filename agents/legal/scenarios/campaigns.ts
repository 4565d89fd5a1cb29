/** Long pieces of work: four to six steps, each resting on the one before. */
import { call, count, partial, type Scenario } from "../../contract";
import { keeps } from "../terms";
import type { LegalWorld, Risk } from "../world";
import type { SectionText } from "./documents";
import type { Score } from "./scores";
import {
  type Check,
  type FoundContracts,
  listed,
  liveContracts,
  newOwners,
  type Risks,
  rankedOpen,
  resultOf,
  risksOf,
  standingOf,
  stopped,
  told,
  toldPartly,
  validRegulations,
} from "./shared";
import { why } from "./why";

const renegotiate: Scenario<LegalWorld> = {
  family: "renegotiate_with_party",
  skill: "compliance_check",
  shape: "chain",
  draw(world, random) {
    const regulation = random.pick(validRegulations(world));
    const unique = liveContracts(world).filter(
      (each) => world.contracts.filter(({ party }) => party === each.party).length === 1,
    );
    const broken = unique.filter((contract) =>
      regulation.rules.some((rule) => {
        const clause = contract.clauses.find((each) => each.term === rule.term);
        return clause !== undefined && !keeps(rule.term, clause.value, rule.limit);
      }),
    );
    if (broken.length === 0) return undefined;
    const contract = random.pick(broken);
    const [likelihood, impact] = [random.int(1, 5), random.int(1, 5)];
    const owner = random.pick(world.departments);
    return {
      slots: {
        party: { value: contract.party },
        code: { value: regulation.code },
        likelihood: { value: likelihood },
        impact: { value: impact },
        owner: { value: owner },
      },
      *solve() {
        const found = yield* call(
          "clause_extractor_search_contracts",
          { party: contract.party },
          {
            reasons: why({ step: ["find the contract with {party}"], fact: ["I have a party and no number"] }),
            values: { party: contract.party },
          },
        );
        if (!found.ok) return stopped(found);
        const hit = resultOf<FoundContracts>(found).contracts[0];
        if (hit === undefined)
          return partial(["Nothing exists with {party}.", "{party} has no contract."], { party: contract.party });
        const id = hit.contract_id;
        const checked = yield* call(
          "regulation_db_check_contract",
          { contract_id: id, code: regulation.code },
          {
            reasons: why({
              step: ["check it against {code}", "look for deviations from {code}"],
              fact: ["the contract is {id}"],
            }),
            values: { id, code: regulation.code },
          },
        );
        if (!checked.ok) return stopped(checked);
        const { status, deviations } = resultOf<Check>(checked);
        const deviation = deviations[0];
        if (deviation === undefined) return told(["{id} is in order.", "No deviation in {id}."], { id });
        const grounds = {
          clause: deviation.clause,
          name: deviation.name,
          limit: deviation.limit,
          unit: deviation.unit,
        };
        const drafted = yield* call(
          "clause_extractor_propose_change",
          { contract_id: id, term: deviation.term, value: deviation.limit },
          {
            reasons: why({
              step: ["draft clause {clause} with {limit} {unit}", "draft a new clause {clause}"],
              fact: ["the first deviation is the {name}", "the {name} breaks the limit"],
            }),
            values: grounds,
          },
        );
        if (!drafted.ok) return stopped(drafted);
        const { amendment_id: amendment } = resultOf<{ amendment_id: string }>(drafted);
        const entered = yield* call(
          "risk_analyzer_register_risk",
          { contract_id: id, term: deviation.term, likelihood, impact, owner },
          {
            reasons: why({
              step: ["register the {name} as a risk", "enter the risk of the {name}"],
              fact: ["the draft is made", "{amendment} is drafted"],
            }),
            values: { name: deviation.name, amendment },
          },
        );
        const register = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: id, status: "open" },
          entered.ok
            ? {
                reasons: why({
                  step: ["look at the register", "list the open risks of {id}"],
                  fact: ["{risk} should be listed now"],
                }),
                values: { id, risk: resultOf<Risk>(entered).risk_id },
              }
            : {
                reasons: why({
                  step: ["look at the register", "list the open risks of {id}"],
                  fact: ["the new entry was refused"],
                }),
                values: { id },
              },
        );
        if (!register.ok) return stopped(register);
        const open = risksOf(resultOf<Risks>(register).risks);
        const several =
          deviations.length > 1
            ? "{n} terms of {id} deviate from {code}, namely {names}. "
            : "Only the {name} of {id} deviates from {code}. ";
        const deviating = deviations.length > 1 ? "the {name}" : "it";
        if (!entered.ok)
          return toldPartly(
            [
              `{amendment} is drafted for ${deviating} ({limit} {unit}), but the risk was not entered: {reason}. Open on {id}: {all}.`,
              "The draft for {id} exists ({amendment}, {name}, {limit} {unit}). The register refused a new entry, because {reason}. What it shows for {id}: {all}.",
              `The draft {amendment} brings ${deviating} to {limit} {unit}. There is no new entry in the register, since {reason}. Open on {id}: {all}.`,
            ].map((wording) => several + wording + standingOf(status)),
            {
              ...grounds,
              n: count(deviations as never),
              names: listed(deviations.map(({ name }) => name)),
              id,
              code: regulation.code,
              amendment,
              reason: entered.error.message,
              all: open,
            },
            { required: ["amendment", "reason", "all"] },
          );
        const risk = resultOf<Risk>(entered);
        const lead =
          deviations.length > 1
            ? "{n} terms of {id} deviate from {code}, namely {names}; the first is in clause {clause}."
            : "Only one term of {id} deviates from {code}, the {name} in clause {clause}.";
        return told(
          [
            `${lead} The draft {amendment} brings it to {limit} {unit}; {risk} is in the register. Open on {id}: {all}.`,
            `${lead} I made the draft {amendment} ({limit} {unit}) and the risk entry {risk} (score {score}) for it. Open list of {id}: {all}.`,
            `${lead} The draft {amendment} puts it at {limit} {unit}, and {risk} is entered. On the open list of {id}: {all}.`,
            `${lead} {amendment} would set that to {limit} {unit}, and {risk} is in the register. What is open on {id}: {all}.`,
          ].map((wording) => wording + standingOf(status)),
          {
            ...grounds,
            code: regulation.code,
            n: count(deviations as never),
            names: listed(deviations.map(({ name }) => name)),
            amendment,
            id,
            risk: risk.risk_id,
            score: risk.score,
            all: open,
          },
          { required: ["amendment", "risk"] },
        );
      },
    };
  },
  frames: [
    "Find our contract with {party}, check it against {code}, draft the first deviating term at the limit, and enter it as a risk (likelihood {likelihood}, impact {impact}, owner {owner}). Confirm that it is listed.",
    "{party} must be brought in line with {code}. First deviation: amendment to the limit, plus a risk with likelihood {likelihood} and impact {impact}, owned by the {owner}; then show the register.",
    "I'm sure the {party} contract breaks {code} somewhere. Take the first such term, propose the legal limit, let the {owner} own the risk (likelihood {likelihood}, impact {impact}) and check the list.",
    "Regarding {party}: test against {code}; amend the first hit to its limit; register it, owner {owner}, likelihood {likelihood}, impact {impact}; verify.",
    "This is about {party}: a check against {code}, a draft for what deviates first, a register entry (likelihood {likelihood}, impact {impact}) for the {owner} to look after, and proof of it.",
  ],
};

const scanToRedacted: Scenario<LegalWorld> = {
  family: "scan_to_redacted_copy",
  skill: "policy_analysis",
  shape: "chain",
  draw(world, random) {
    const document = world.documents.find((each) => each.scanned);
    if (document === undefined) return undefined;
    const phrases = world.ideas.phrases.filter((each) =>
      document.sections.some(({ text }) => text.toLowerCase().includes(each)),
    );
    const phrase = random.pick(phrases);
    const kind = random.pick(["amounts", "dates", "parties"]);
    return {
      slots: {
        document: { value: document.document_id },
        phrase: { value: phrase, text: [`"${phrase}"`] },
        kind: { value: kind },
        ocr: { value: true, text: ["text recognition", "character recognition"], derivation: "synonym" },
      },
      *solve() {
        const read = yield* call(
          "document_parser_parse_document",
          { document_id: document.document_id, ocr: true },
          {
            reasons: why({
              step: ["read {document} with text recognition", "turn {document} into text"],
              fact: ["{document} is only a picture so far"],
            }),
            values: { document: document.document_id },
          },
        );
        if (!read.ok) return stopped(read);
        const seen = yield* call(
          "document_parser_find_text",
          { document_id: document.document_id, phrase },
          {
            reasons: why({
              step: ['find where "{phrase}" occurs', 'search {document} for "{phrase}"'],
              fact: ["the text is readable now"],
            }),
            values: { phrase, document: document.document_id },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { hits } = resultOf<{ hits: SectionText[] }>(seen);
        const first = hits[0];
        if (first === undefined) return told(["{phrase} does not occur.", "Nothing on {phrase}."], { phrase });
        const made = yield* call(
          "document_parser_redact_document",
          { document_id: document.document_id, kinds: [kind] },
          {
            reasons: why({
              step: ["make the copy without {kind}", "black out the {kind}"],
              fact: ['{heading} is the first section with "{phrase}"', '"{phrase}" appears in {heading}'],
            }),
            values: { kind, phrase, heading: first.heading },
          },
        );
        if (!made.ok) return stopped(made);
        const { document_id: copy, redactions } = resultOf<{ document_id: string; redactions: number }>(made);
        const shown = yield* call(
          "document_parser_get_section",
          { document_id: copy, heading: first.heading },
          {
            reasons: why({
              step: ["read {heading} from {copy}", "see what {heading} looks like in {copy}"],
              fact: ["the copy is made"],
            }),
            values: { heading: first.heading, copy },
          },
        );
        if (!shown.ok) return stopped(shown);
        return told(
          [
            "{copy} is the copy, with {n} redactions. {heading} there reads: {text}",
            '"{phrase}" first appears under {heading}; in the copy {copy} that section says: {text}',
            "The copy is {copy}; the first hit is {heading}, which looks like this: {text}",
            "{n} places are blacked out in {copy}. {heading}, the first hit, reads: {text}",
          ],
          { copy, n: redactions, phrase, heading: first.heading, text: resultOf<SectionText>(shown).text },
          { required: ["copy", "text"] },
        );
      },
    };
  },
  frames: [
    "{document} is a scan. Use {ocr}, find {phrase}, black out the {kind}, and show me the first section with it from the copy.",
    "Turn the scan {document} into text by {ocr}; look for {phrase}; redact the {kind}; quote the first hit as it reads in the redacted version.",
    "I need the passage on {phrase} from {document} with {kind} removed. It was scanned, so you'll want {ocr}.",
    "For the data room: {document} (scan, needs {ocr}), {kind} out, and send me the section that has {phrase} first.",
    "Scan {document}: {ocr} -> search {phrase} -> redact {kind} -> that section of the copy.",
  ],
};

const cleanRegister: Scenario<LegalWorld> = {
  family: "clean_up_register",
  skill: "risk_assessment",
  shape: "chain",
  draw(world, random) {
    const contract = rankedOpen(world, [1, 2], random);
    if (contract === undefined) return undefined;
    const owner = random.pick(newOwners(world, contract));
    return {
      slots: {
        contract: { value: contract.contract_id },
        status: { value: "open" },
        target: { value: "mitigated" },
        owner: { value: owner },
      },
      *solve() {
        const listed = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: contract.contract_id, status: "open" },
          {
            reasons: why({
              step: ["rank the open risks of {contract}"],
              fact: ["the scores decide which entry gets what"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        if (!listed.ok) return stopped(listed);
        const [first, second] = resultOf<Risks>(listed).risks;
        if (first === undefined || second === undefined)
          return partial(["There are not two open risks.", "Fewer than two are open."], {});
        const settled = yield* call(
          "risk_analyzer_update_risk",
          { risk_id: first.risk_id, status: "mitigated" },
          {
            reasons: why({
              step: ["set the status of {risk}"],
              fact: ["the highest score is {score}", "the list is led by the entry with {score} points"],
            }),
            values: { risk: first.risk_id, score: first.score },
          },
        );
        if (!settled.ok) return stopped(settled);
        const moved = yield* call(
          "risk_analyzer_update_risk",
          { risk_id: second.risk_id, owner },
          {
            reasons: why({ step: ["hand {next} over"], fact: ["the first entry is settled", "{risk} is settled"] }),
            values: { next: second.risk_id, risk: first.risk_id },
          },
        );
        if (!moved.ok) return stopped(moved);
        const scored = yield* call(
          "risk_analyzer_score_contract",
          { contract_id: contract.contract_id },
          {
            reasons: why({
              step: ["score {contract} again", "see the new score of {contract}"],
              fact: ["both entries are changed"],
            }),
            values: { contract: contract.contract_id },
          },
        );
        if (!scored.ok) return stopped(scored);
        const { score, level } = resultOf<Score>(scored);
        return told(
          [
            "{first} is mitigated, {second} is with the {owner}; {contract} now scores {score}, {level}.",
            "Score of {contract} after the changes: {score} ({level}). {first} is mitigated, {second} handed over to the {owner}.",
            "{contract}: {score} points, {level}. The {owner} has {second}, and {first} is mitigated.",
            "With {first} mitigated and {second} handed over to the {owner}, {contract} is at {score} points.",
            "{contract} is at {score} points now; {second} is with the {owner}, and {first} is mitigated.",
            "[That leaves|This leaves] {contract} with {score} points, {level}. {first} is mitigated and {second} owned by the {owner}.",
          ],
          { first: first.risk_id, second: second.risk_id, owner, contract: contract.contract_id, score, level },
          { required: ["score"] },
        );
      },
    };
  },
  frames: [
    "For {contract}: set the worst {status} risk to {target}, give the second worst to the {owner}, then score the contract again.",
    "What will {contract} score once its gravest {status} risk is {target} and the next one belongs to the {owner}? Do it and tell me.",
    "Tidy up {contract}. The top {status} entry is {target}; number two goes to the {owner}. I need the fresh score.",
    "{contract} - highest {status} risk {target}, runner-up to the {owner}, new score.",
    "The {owner} takes the second worst {status} risk of {contract}, the worst has been {target}. Update both, and what's the score?",
  ],
};

export const campaignScenarios: readonly Scenario<LegalWorld>[] = [renegotiate, scanToRedacted, cleanRegister];
