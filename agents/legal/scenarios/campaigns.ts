/** Long pieces of work: four to six steps, each resting on the one before. */
import { call, count, partial, type Scenario } from "../../contract";
import { keeps } from "../terms";
import type { LegalWorld, Risk } from "../world";
import type { SectionText } from "./documents";
import type { Score } from "./scores";
import {
  type Check,
  type FoundContracts,
  liveContracts,
  type Risks,
  rankedOpen,
  resultOf,
  stopped,
  told,
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
            reasons: why({ want: ["the contract with {party}"], fact: ["I have a party and no number"] }),
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
              want: ["the check against {code}", "the deviations of {id}"],
              fact: ["the contract is {id}"],
            }),
            values: { id, code: regulation.code },
          },
        );
        if (!checked.ok) return stopped(checked);
        const deviation = resultOf<Check>(checked).deviations[0];
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
              want: ["a draft at {limit} {unit}", "a new clause {clause}"],
              fact: ["clause {clause} deviates", "the {name} breaks the limit"],
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
            reasons: why({ want: ["the entry for the {name}", "the risk itself"], fact: ["the draft is {amendment}"] }),
            values: { name: deviation.name, amendment },
          },
        );
        if (!entered.ok)
          return partial(
            [
              "{amendment} is drafted for the {name}, but the risk was not entered: {reason}.",
              "The draft exists ({amendment}, {limit} {unit}). The register refused, because {reason}.",
              "Half of it is done. Draft: {amendment}. Register: {reason}.",
            ],
            { ...grounds, amendment, reason: entered.error.message },
            { required: ["amendment", "reason"] },
          );
        const risk = resultOf<Risk>(entered);
        const listed = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: id, status: "open" },
          {
            reasons: why({
              want: ["a look at the register", "the open risks of {id}"],
              fact: ["{risk} should be there"],
            }),
            values: { id, risk: risk.risk_id },
          },
        );
        if (!listed.ok) return stopped(listed);
        return told(
          [
            "{amendment} brings clause {clause} to {limit} {unit}; {risk} is in the register, one of {n} open ones.",
            "Draft {amendment} for the {name}, risk {risk} (score {score}). {id} has {n} open risks now.",
            "[Both steps are|Everything is] done: {amendment} sets the {name} to {limit} {unit}, and {risk} is listed.",
            "The {name} was the problem. {amendment} sets it to {limit} {unit}, and {risk} is in the register.",
          ],
          {
            ...grounds,
            amendment,
            id,
            risk: risk.risk_id,
            score: risk.score,
            n: count(resultOf<Risks>(listed).risks as never),
          },
          { required: ["amendment", "risk"] },
        );
      },
    };
  },
  frames: [
    "Find our contract with {party}, check it against {code}, draft the first deviating term at the limit, and enter it as a risk (likelihood {likelihood}, impact {impact}, owner {owner}). Confirm that it is listed.",
    "{party} must be brought in line with {code}. First deviation: amendment to the limit, plus a risk with likelihood {likelihood} and impact {impact} for the {owner}; then show the register.",
    "I'm sure the {party} contract breaks {code} somewhere. Take the first such term, propose the legal limit, let the {owner} own the risk ({likelihood} likely, impact {impact}) and check the list.",
    "Regarding {party}: test on {code}; amend the first hit to its limit; register it, {owner}, likelihood {likelihood}, impact {impact}; verify.",
    "The {owner} asked for this about {party}: a check on {code}, a draft for what deviates first, a register entry of likelihood {likelihood} and impact {impact}, and proof of it.",
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
              want: ["the recognised text", "{document} as text"],
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
              want: ["the place of {phrase}", "a search for {phrase}"],
              fact: ["the text is readable now"],
            }),
            values: { phrase },
          },
        );
        if (!seen.ok) return stopped(seen);
        const { total, hits } = resultOf<{ total: number; hits: SectionText[] }>(seen);
        const first = hits[0];
        if (first === undefined) return told(["{phrase} does not occur.", "Nothing on {phrase}."], { phrase });
        const made = yield* call(
          "document_parser_redact_document",
          { document_id: document.document_id, kinds: [kind] },
          {
            reasons: why({
              want: ["the copy without {kind}", "the redaction"],
              fact: ["{heading} has it first", "{total} sections mention it"],
            }),
            values: { kind, heading: first.heading, total },
          },
        );
        if (!made.ok) return stopped(made);
        const { document_id: copy, redactions } = resultOf<{ document_id: string; redactions: number }>(made);
        const shown = yield* call(
          "document_parser_get_section",
          { document_id: copy, heading: first.heading },
          {
            reasons: why({ want: ["{heading} from {copy}", "the section in its new form"], fact: ["{copy} is made"] }),
            values: { heading: first.heading, copy },
          },
        );
        if (!shown.ok) return stopped(shown);
        return told(
          [
            "{copy}, {n} redactions. {heading} now reads: {text}",
            "Found under {heading}; in the copy {copy} that section says: {text}",
            "The copy is {copy} and {heading} looks like this: {text}",
            "{n} places are black in {copy}. {text}",
          ],
          { copy, n: redactions, heading: first.heading, text: resultOf<SectionText>(shown).text },
          { required: ["copy", "text"] },
        );
      },
    };
  },
  frames: [
    "{document} is a scan. Use {ocr}, find {phrase}, black out the {kind}, and show me the first section with it from the copy.",
    "Turn the scan {document} into text by {ocr}; look for {phrase}; redact {kind}; quote the first hit as it reads in the redacted version.",
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
    const owner = random.pick(world.departments);
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
          { reasons: why({ want: ["the open risks in order"], fact: ["the ranking decides which goes where"] }) },
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
              want: ["the new status of {risk}"],
              fact: ["{risk} leads with {score}", "{score} is the top score"],
            }),
            values: { risk: first.risk_id, score: first.score },
          },
        );
        if (!settled.ok) return stopped(settled);
        const moved = yield* call(
          "risk_analyzer_update_risk",
          { risk_id: second.risk_id, owner },
          {
            reasons: why({ want: ["the hand-over of {next}"], fact: ["{next} is second", "{risk} is settled"] }),
            values: { next: second.risk_id, risk: first.risk_id },
          },
        );
        if (!moved.ok) return stopped(moved);
        const scored = yield* call(
          "risk_analyzer_score_contract",
          { contract_id: contract.contract_id },
          { reasons: why({ want: ["the score after all that"], fact: ["both entries are changed"] }) },
        );
        if (!scored.ok) return stopped(scored);
        const { score, level } = resultOf<Score>(scored);
        return told(
          [
            "{first} is mitigated, {second} is with the {owner}; {contract} now scores {score}, {level}.",
            "Score after the changes: {score} ({level}). {first} settled, {second} handed over.",
            "{contract}: {score} points. The {owner} has {second}[, {first} is done|].",
            "With {first} mitigated and {second} handed over, {contract} is at {score} points.",
            "It's {score} points now; {second} is with the {owner}, and {first} is settled.",
            "[That leaves|We are left with] {score} points, {level}, with {second} owned by the {owner}.",
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
    "{contract} - highest {status} risk {target}, runner-up to {owner}, new score.",
    "The {owner} takes the second {status} risk of {contract}, the first has been {target}. Update both, and what's the score?",
  ],
};

export const campaignScenarios: readonly Scenario<LegalWorld>[] = [renegotiate, scanToRedacted, cleanRegister];
