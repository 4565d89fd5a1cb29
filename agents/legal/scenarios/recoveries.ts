/** When the first way is closed. */
import { call, count, partial, type Scenario } from "../../contract";
import { TERM_FACTS } from "../terms";
import type { LegalWorld, Risk } from "../world";
import type { SectionText } from "./documents";
import {
  type Check,
  deviationsOf,
  type Risks,
  resultOf,
  sharedTerm,
  stopped,
  termSlot,
  told,
  toldPartly,
} from "./shared";
import { why } from "./why";

const scan: Scenario<LegalWorld> = {
  family: "scan_needs_ocr",
  skill: "contract_review",
  shape: "recovery",
  draw(world, random) {
    const document = world.documents.find((each) => each.scanned);
    if (document === undefined) return undefined;
    const heading = random.pick(document.sections).heading;
    return {
      slots: {
        document: { value: document.document_id },
        heading: { value: heading, text: [`"${heading}"`] },
        ocr: { value: true, text: ["text recognition", "character recognition"], derivation: "synonym" },
      },
      *solve() {
        const first = yield* call("document_parser_parse_document", { document_id: document.document_id });
        if (!first.ok) {
          const second = yield* call(
            "document_parser_parse_document",
            { document_id: document.document_id, ocr: true },
            {
              reasons: why({
                step: ["use text recognition", "parse it again with text recognition"],
                fact: ["{document} is a scan", "the plain parse was refused"],
              }),
              values: { document: document.document_id },
            },
          );
          if (!second.ok) return stopped(second);
        }
        const seen = yield* call("document_parser_get_section", { document_id: document.document_id, heading });
        if (!seen.ok) return stopped(seen);
        const { text, page } = resultOf<SectionText>(seen);
        return told(
          [
            "{document} is a scan; its text had to be recognised first. {heading} reads: {text}",
            "{heading} of {document}, after recognition (page {page}): {text}",
            "{heading} of {document} (page {page}), read by text recognition: {text}",
            "The text of {document} had to be recognised; {heading} is on page {page} and says: {text}",
          ],
          { document: document.document_id, heading, text, page },
          { required: ["text"] },
        );
      },
    };
  },
  frames: [
    "I'd like to read {heading} in {document}. No idea whether it is a proper file or a picture; {ocr} is allowed.",
    "Get {heading} out of {document} for me, {ocr} only when unavoidable.",
    "Parse {document} and show me {heading}; use {ocr} if it turns out to be a scan.",
    "What does {document} say under {heading}? Should the plain way fail, try {ocr}.",
    "{document} may be a scan, I'm not sure. I need {heading} from it, with {ocr} if need be.",
    "{heading} of {document}, please. Plain parsing first, {ocr} second.",
  ],
};

const foreign: Scenario<LegalWorld> = {
  family: "document_in_other_language",
  skill: "contract_review",
  shape: "recovery",
  draw(world) {
    const document = world.documents.find((each) => each.language !== "english");
    if (document === undefined) return undefined;
    const party = world.contracts[2]!.party;
    return {
      slots: { document: { value: document.document_id }, party: { value: party } },
      *solve() {
        const first = yield* call("document_parser_parse_document", { document_id: document.document_id });
        if (first.ok) return told(["{document} is parsed.", "Parsed: {document}."], { document: document.document_id });
        const language = document.language;
        const named = language[0]!.toUpperCase() + language.slice(1);
        const second = yield* call(
          "document_parser_parse_document",
          { document_id: document.document_id, language },
          {
            reasons: why({
              step: ["read it as {language}", "parse it again in {language}"],
              fact: ["the error names the language", "English was wrong"],
            }),
            values: { language: named },
          },
        );
        if (!second.ok) return stopped(second);
        const { headings, words } = resultOf<{ headings: string[]; words: number }>(second);
        return told(
          [
            "{document} is in {language}; parsed as such it has {n} sections.",
            "{document} is parsed, as {language}: {n} sections, {words} words.",
            "{document} is in {language}. I parsed it in that language and found {words} words.",
            "{document} turned out to be in {language} and [is parsed|has been parsed] as such: {n} sections, {words} words.",
          ],
          { document: document.document_id, language: named, n: count(headings), words },
          { required: ["language"] },
        );
      },
    };
  },
  frames: [
    "[There's|I have] a new paper from {party}, {document}. Can you parse it?",
    "{document} ({party}) should go through the parser.",
    "Parse {document}, the original from {party}.",
    "{party} sent {document}. Run the parser over it, will you?",
    "Have {document} parsed for me; {party} delivered it without saying much.",
    "Please make {document} searchable. Sender: {party}.",
  ],
};

const repealed: Scenario<LegalWorld> = {
  family: "repealed_regulation",
  skill: "compliance_check",
  shape: "recovery",
  draw(world, random) {
    const old = world.regulations.find((each) => each.status === "repealed");
    if (old === undefined) return undefined;
    const contract = random.pick(world.contracts);
    return {
      slots: { contract: { value: contract.contract_id }, code: { value: old.code } },
      *solve() {
        const first = yield* call("regulation_db_check_contract", {
          contract_id: contract.contract_id,
          code: old.code,
        });
        if (first.ok)
          return told(["The check went through.", "{code} could be checked."], { code: old.code }, { required: [] });
        const successor = old.replaced_by;
        const second = yield* call(
          "regulation_db_check_contract",
          { contract_id: contract.contract_id, code: successor },
          {
            reasons: why({
              step: ["check {contract} against {successor}", "repeat the check with {successor}"],
              fact: ["{code} is repealed", "{code} has been replaced"],
            }),
            values: { contract: contract.contract_id, code: old.code, successor },
          },
        );
        if (!second.ok) return stopped(second);
        const check = resultOf<Check>(second);
        const deviation = check.deviations[0];
        if (deviation === undefined)
          return told(
            [
              "{code} is repealed. Against its successor {successor}, {contract} shows no deviation.",
              "I checked {contract} against {successor} instead, since {code} no longer applies: no deviation.",
              "{contract} complies with {successor}, which replaced {code}.",
            ],
            { code: old.code, successor, contract: contract.contract_id },
            { required: ["successor"] },
          );
        return told(
          [
            "{code} is repealed, so I used {successor}. {contract} deviates on the {all}.",
            "Under {successor}, which replaced {code}, {contract} is out of line on the {all}.",
            "{code} has been replaced by {successor}, and {contract} breaks {successor} on the {all}.",
            "{code} is history. Under {successor}, {contract} falls short on the {all}.",
          ],
          { code: old.code, successor, contract: contract.contract_id, all: deviationsOf(check) },
          { required: ["successor", "all"] },
        );
      },
    };
  },
  frames: [
    "Somebody quoted {code} at me. Would {contract} pass it, or its successor if it's gone?",
    "I need {contract} tested against {code}; should that be history, against whatever followed.",
    "Check {contract} against {code}, or against what replaced it.",
    "Does {contract} meet {code}? I'm not sure that {code} is still valid; take its successor otherwise.",
    "The template mentions {code}. Hold {contract} against it, and if it's outdated use the new one.",
    "{contract} and {code} (or successor): compliant?",
  ],
};

const graveRisk: Scenario<LegalWorld> = {
  family: "grave_risk_not_acceptable",
  skill: "risk_assessment",
  shape: "recovery",
  draw(world, random) {
    const risk = world.risks.find((each) => each.score >= 20 && each.status === "open");
    if (risk === undefined) return undefined;
    const owner = random.pick(world.departments.filter((each) => each !== risk.owner));
    return {
      slots: { risk: { value: risk.risk_id }, status: { value: "accepted" }, owner: { value: owner } },
      *solve() {
        const first = yield* call("risk_analyzer_update_risk", { risk_id: risk.risk_id, status: "accepted" });
        if (first.ok) return told(["{risk} is accepted.", "Accepted: {risk}."], { risk: risk.risk_id });
        const second = yield* call(
          "risk_analyzer_update_risk",
          { risk_id: risk.risk_id, owner },
          {
            reasons: why({
              step: ["hand it to the {owner}", "make the {owner} its owner"],
              fact: ["accepting {risk} is not up to me", "{risk} is too grave to be accepted here"],
            }),
            values: { owner, risk: risk.risk_id },
          },
        );
        if (!second.ok) return stopped(second);
        const updated = resultOf<Risk>(second);
        return partial(
          [
            "{risk} could not be accepted: its score of {score} is too high. It is with the {owner} now, still {status}.",
            "Only the general counsel may accept {risk}. I handed it to the {owner}.",
            "{risk} was not accepted (score {score}); the {owner} owns it from now on.",
          ],
          { risk: updated.risk_id, score: updated.score, owner: updated.owner, status: updated.status },
          { required: ["owner"] },
        );
      },
    };
  },
  frames: [
    "Management wants {risk} {status}. If you can't do that, hand it to the {owner}.",
    "I want {risk} to be {status} if you may do that; otherwise the {owner} should look after it.",
    "Mark {risk} as {status}; if that isn't allowed, give it to the {owner}.",
    "We'd like {risk} {status}. Failing that, the {owner} must take it over.",
    "{risk}: {status}. Plan B: owner {owner}.",
    "Try to set {risk} to {status}. The {owner} will deal with it in case you are not permitted to.",
  ],
};

const doubleRisk: Scenario<LegalWorld> = {
  family: "risk_registered_already",
  skill: "risk_assessment",
  shape: "recovery",
  draw(world, random) {
    const present = random.pick(world.risks.filter((each) => each.status === "open"));
    const [likelihood, impact] = [random.int(1, 5), random.int(1, 5)];
    const owner = random.pick(world.departments);
    return {
      slots: {
        contract: { value: present.contract_id },
        term: termSlot(present.term),
        likelihood: { value: likelihood },
        impact: { value: impact },
        owner: { value: owner },
      },
      *solve() {
        const first = yield* call("risk_analyzer_register_risk", {
          contract_id: present.contract_id,
          term: present.term,
          likelihood,
          impact,
          owner,
        });
        if (first.ok) return told(["Registered.", "It is in."], {});
        const listed = yield* call(
          "risk_analyzer_list_risks",
          { contract_id: present.contract_id, status: "open" },
          {
            reasons: why({
              step: ["look at the entry that exists", "list the open risks of {contract}"],
              fact: ["the register has that term already", "a second entry was refused"],
            }),
            values: { contract: present.contract_id },
          },
        );
        if (!listed.ok) return stopped(listed);
        const same = resultOf<Risks>(listed).risks.find((risk) => risk.term === present.term);
        if (same === undefined)
          return partial(["I could not find the present entry.", "The entry in the way is not listed."], {});
        return toldPartly(
          [
            "No second entry was made for the {name} of {contract}, because {risk} covers it already: likelihood {likelihood}, impact {impact}, score {score}, owner {owner}.",
            "The {name} of {contract} is covered already by {risk}, {likelihood} for likelihood and {impact} for impact, so {score} points; the {owner} owns it. A second entry isn't possible.",
            "{risk} exists for the {name} of {contract} (likelihood {likelihood}, impact {impact}, {score} points, owner {owner}), so nothing was added.",
          ],
          {
            name: TERM_FACTS[present.term].name,
            contract: present.contract_id,
            risk: same.risk_id,
            score: same.score,
            owner: same.owner,
            likelihood: same.likelihood,
            impact: same.impact,
          },
          { required: ["risk", "score", "owner"] },
        );
      },
    };
  },
  frames: [
    "Add the {term} in {contract} to the register: {likelihood} for likelihood, {impact} for impact, the {owner} in charge. If something is there, how is it scored and whose is it?",
    "Enter a risk for {contract}, {term}, with likelihood {likelihood} and impact {impact}; owner is the {owner}. If we have it already, tell me its score and owner.",
    "I think nobody has registered the {term} in {contract} yet. Do it: impact {impact}, likelihood {likelihood}, owner {owner}. Should there be an entry, I want to see it.",
    "A risk for the {owner} to own: the {term} in {contract}, likelihood {likelihood}, impact {impact}. Enter it; if it's there already, give me what the entry says.",
    "Risk entry - {contract} - {term} - likelihood {likelihood}, impact {impact} - {owner}. What's there at present, should it clash?",
  ],
};

const expiredChange: Scenario<LegalWorld> = {
  family: "expired_contract_other_one",
  skill: "contract_review",
  shape: "recovery",
  draw(world, random) {
    const expired = world.contracts.find((each) => each.status === "expired");
    const other = random.pick(world.contracts.filter((each) => each.status === "active"));
    if (expired === undefined) return undefined;
    const term = sharedTerm([expired, other], random);
    if (term === undefined) return undefined;
    const taken = [expired, other].map((each) => each.clauses.find((clause) => clause.term === term)!.value);
    const value = random.pick(TERM_FACTS[term].values.filter((each) => !taken.includes(each)));
    return {
      slots: {
        first: { value: expired.contract_id },
        second: { value: other.contract_id },
        term: termSlot(term),
        value: { value, text: [`${value} ${TERM_FACTS[term].unit}`] },
      },
      *solve() {
        const one = yield* call("clause_extractor_propose_change", { contract_id: expired.contract_id, term, value });
        if (one.ok)
          return told(["The draft for {first} is made.", "Drafted for {first}."], { first: expired.contract_id });
        const two = yield* call(
          "clause_extractor_propose_change",
          { contract_id: other.contract_id, term, value },
          {
            reasons: why({
              step: ["draft it for {second}", "go on with {second}"],
              fact: ["{first} has expired", "{first} cannot be amended"],
            }),
            values: { first: expired.contract_id, second: other.contract_id },
          },
        );
        if (!two.ok) return stopped(two);
        const change = resultOf<{ amendment_id: string; clause: string; new_value: number; unit: string }>(two);
        return partial(
          [
            "Only for {second} could the change be drafted: {amendment}, clause {clause}, {value} {unit}. {first} has expired.",
            "{first} has expired and can't be amended. For {second} there is the draft {amendment}, {value} {unit} in clause {clause}.",
            "One of the two is drafted: {amendment} would set clause {clause} of {second} to {value} {unit}. {first} has expired.",
          ],
          {
            first: expired.contract_id,
            second: other.contract_id,
            amendment: change.amendment_id,
            clause: change.clause,
            value: change.new_value,
            unit: change.unit,
          },
          { required: ["amendment"] },
        );
      },
    };
  },
  frames: [
    "I want the {term} at {value} wherever possible, {first} first and {second} after it.",
    "Amend the {term} in {first} and {second} to {value}, one after the other.",
    "Propose {value} as the {term} in {first} and then in {second}. Skip one that can't be amended.",
    "Both {first} and {second} should get a {term} of {value}, {first} first, as far as that works.",
    "Change the {term} to {value}: first {first}, next {second}. Tell me what did not work.",
    "{term} = {value} for {first}, afterwards {second}.",
  ],
};

export const recoveryScenarios: readonly Scenario<LegalWorld>[] = [
  scan,
  foreign,
  repealed,
  graveRisk,
  doubleRisk,
  expiredChange,
];
