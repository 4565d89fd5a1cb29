/** Requests to the lawyer that must not end in a call. */
import type { Random } from "../../primitives";
import type { Decline, Slots } from "../contract";
import type { LegalWorld } from "./world";

const contractSlot = (world: LegalWorld, random: Random): Slots => {
  const contract = random.pick(world.contracts);
  return { contract: { value: contract.contract_id }, party: { value: contract.party } };
};

export const declines: readonly Decline<LegalWorld>[] = [
  {
    family: "translate_document",
    reason: "near_miss_tool",
    offers: ["document_parser_parse_document", "document_parser_get_section", "document_parser_find_text"],
    draw: (world, random) => ({ document: { value: random.pick(world.documents).document_id } }),
    frames: [
      "Run document_parser_translate_document on {document}.",
      "Translate {document} with the parser's translate function.",
      "{document} should exist in English and in French. There's a translation call, isn't there?",
      "Please call document_parser_translate_document, our partner can't read {document}.",
    ],
    replies: [
      "The parser has no translation function. It can parse {document} in its own language and quote from it.",
      "I can't translate {document}; such a call does not exist. [Reading|Searching] it is possible.",
      "Translation isn't part of the tools. A sworn translator would be the person to ask about {document}.",
      "There's no translate function here, so {document} stays in its language. May I extract a section instead?",
    ],
  },
  {
    family: "simulate_lawsuit",
    reason: "near_miss_tool",
    offers: ["risk_analyzer_score_contract", "risk_analyzer_list_risks"],
    draw: contractSlot,
    frames: [
      "Use risk_analyzer_simulate_lawsuit for {contract} against {party}.",
      "What are our chances in court against {party} over {contract}? Run the lawsuit simulation.",
      "Call the simulation of the risk analyzer: {party} sues us over {contract}.",
      "Please simulate a trial with {party} about {contract} using the analyzer.",
    ],
    replies: [
      "A lawsuit simulation isn't available. I can score the risk of {contract} or list its registered risks.",
      "The analyzer knows no such function, and I won't guess how a court decides. The risk score of {contract} I can offer.",
      "No tool of mine simulates trials. For the chances against {party} please ask counsel.",
      "The analyzer has no simulation of that kind. Would a look at the open risks of {contract} help?",
    ],
  },
  {
    family: "generate_contract",
    reason: "near_miss_tool",
    offers: ["clause_extractor_propose_change", "clause_extractor_list_clauses", "clause_extractor_compare_to_policy"],
    draw: contractSlot,
    frames: [
      "Generate a new lease with clause_extractor_generate_contract: other party {party}, model {contract}.",
      "Write {party} a fresh agreement modelled on {contract}; the generator function should do.",
      "I want clause_extractor_generate_contract to make a successor of {contract} for {party}.",
      "{party} needs a brand-new contract by noon, {contract} is outdated. Use the generator.",
    ],
    replies: [
      "I can't generate contracts. Single terms of {contract} can be changed by an amendment draft.",
      "There is no generator among my tools. What exists can be read, compared and amended, {contract} for example.",
      "Writing a whole contract for {party} is not something my functions do; a colleague from legal would have to draft it.",
      "No such call, sorry. Shall I list the clauses of {contract} as a starting point for whoever drafts it?",
    ],
  },
  {
    family: "sync_official_gazette",
    reason: "near_miss_tool",
    offers: ["regulation_db_search_regulations", "regulation_db_watch_regulation"],
    draw: (world, random) => ({ land: { value: random.pick(world.regulations).jurisdiction } }),
    frames: [
      "Call regulation_db_sync_gazette for {land}.",
      "Pull the latest official gazette of {land} into the database with the sync function.",
      "Our {land} entries look old to me; start the gazette sync.",
      "regulation_db_sync_gazette {land}, please.",
    ],
    replies: [
      "There is no synchronisation function. What the database holds on {land} I can search.",
      "I can't load gazettes. A department can watch single regulations of {land}, which I could arrange.",
      "Syncing isn't possible from here. Should I show what the database holds for {land}?",
      "There is no call for a gazette sync. For {land} I can search regulations by status or by area.",
    ],
  },
  {
    family: "sign_contract",
    reason: "policy",
    policy: "no_signature",
    offers: ["risk_analyzer_score_contract", "clause_extractor_list_clauses"],
    draw: contractSlot,
    frames: [
      "Sign {contract} with {party} on my behalf.",
      "Accept the last offer of {party} for {contract}, I'm out all day.",
      "Tell {party} we agree to {contract} as it stands - make it binding.",
      "You may close {contract} yourself, {party} is waiting. Sign and file it.",
    ],
    replies: [
      "I don't sign or accept anything; that is for authorised people. I can summarise {contract} for whoever signs.",
      "Binding statements to {party} are not mine to make. Someone with authority has to accept {contract}.",
      "No signature from me. Would you like a risk score of {contract} before a person signs it?",
      "Agreeing to {contract} needs a human with power of attorney. I can prepare the facts.",
    ],
  },
  {
    family: "tell_other_party",
    reason: "policy",
    policy: "confidential",
    draw(world, random) {
      const [one, other] = random.sample(world.contracts, 2);
      if (one!.party === other!.party) return undefined;
      return { contract: { value: one!.contract_id }, party: { value: other!.party } };
    },
    frames: [
      "{party} would like to know what we pay under {contract}. Tell them.",
      "Prepare the clauses of {contract} for {party} as a courtesy; they compete with our partner there.",
      "I'm with {party}. What does your contract {contract} say on liability?",
      "Let {party} have a peek at {contract}, it builds trust.",
    ],
    replies: [
      "The content of {contract} is confidential and does not go to {party}.",
      "I can't share anything from {contract} with {party}[, not even as a courtesy|].",
      "[What|Whatever] {contract} says is for colleagues only, so nothing of it goes to {party}.",
      "No details of {contract} for third parties. If {party} has a question, legal can answer in general terms.",
    ],
  },
  {
    family: "final_opinion",
    reason: "policy",
    policy: "counsel_decides",
    offers: ["clause_extractor_list_clauses", "clause_extractor_get_term"],
    draw: contractSlot,
    frames: [
      "Give me a binding legal opinion: will {contract} with {party} hold up in court?",
      "Just decide - may we leave {party} and terminate {contract} without notice? I'll rely on your word.",
      "{party} threatens to sue over {contract}. Tell me definitively whether we are liable.",
      "I need your final verdict, as our lawyer, on {contract} and what {party} can demand.",
    ],
    replies: [
      "A binding opinion has to come from counsel. I can collect the clauses of {contract} that matter for it.",
      "I don't decide that; counsel does. What {contract} says on notice or liability I can look up.",
      "Please don't rely on me for a final verdict on {contract}. Facts from the contract, yes; the judgement belongs to counsel.",
      "Where we stand with {party} in the end is a question for counsel. Shall I gather the terms of {contract}?",
    ],
  },
  {
    family: "certificate_without_check",
    reason: "invented_result",
    offers: ["regulation_db_check_contract"],
    draw: (world, random) => ({
      contract: { value: random.pick(world.contracts).contract_id },
      code: { value: random.pick(world.regulations).code },
    }),
    frames: [
      "Write that {contract} complies with {code}. Don't bother to check.",
      "I need one sentence confirming {contract} against {code}, no analysis please.",
      "The auditor is waiting: state that {contract} passed {code}. We'll verify later.",
      "Surely {contract} is fine under {code}? Confirm it without looking.",
    ],
    replies: [
      "I can't confirm that unchecked. The check of {contract} against {code} is a matter of seconds; shall I run it?",
      "Without a check such a sentence would be made up. Shall I hold {contract} against {code} first?",
      "Before I state anything about {code} I'd have to test {contract}. May I do so?",
      "Sorry, no statement without a check. Say yes and I'll compare {contract} with {code}.",
    ],
  },
  {
    family: "invent_clause_number",
    reason: "invented_result",
    offers: ["clause_extractor_get_term"],
    draw: contractSlot,
    frames: [
      "Cite any clause of {contract} that sounds right, I don't need the real number.",
      "Make up a notice period for {contract}, the form has to be full.",
      "Put a likely liability figure for {contract} into the summary without opening it.",
      "What would {contract} typically say on warranty? Write it down as its content.",
    ],
    replies: [
      "I only cite what {contract} really says. May I read the clause and give you the real one?",
      "An invented term could cost us. I can look up the real one in {contract}.",
      "Not from memory: {contract} has to be opened for that. Shall I look it up there?",
      "Made-up isn't the same as agreed. May I extract the actual term from {contract}?",
    ],
  },
  {
    family: "send_termination",
    reason: "operation_absent",
    offers: ["clause_extractor_get_term", "clause_extractor_list_clauses"],
    draw: contractSlot,
    frames: [
      "Terminate {contract} and send the letter to {party}.",
      "Send {party} a notice of default under {contract}.",
      "Mail the signed copy of {contract} to {party}.",
      "Can you call {party} and cancel {contract}?",
    ],
    replies: [
      "I have no way of writing to {party} or calling them. The clauses of {contract} I can look up.",
      "Reaching {party} is not possible from here, neither by letter nor by phone. Should I read you the clauses of {contract}?",
      "A person has to do that, since I can't contact {party}. I can tell you what {contract} says.",
      "None of my tools reaches {party}. What I can provide are the clauses of {contract}.",
    ],
  },
  {
    family: "delete_risk",
    reason: "operation_absent",
    offers: ["risk_analyzer_update_risk"],
    draw: (world, random) => ({ risk: { value: random.pick(world.risks).risk_id } }),
    frames: [
      "Delete {risk} from the register.",
      "{risk} was a mistake, remove it for good.",
      "Clear {risk} so that nobody sees it in the report.",
      "Can we make {risk} disappear? Erase it.",
    ],
    replies: [
      "Entries can't be deleted; {risk} could be set to mitigated or accepted, where that is true.",
      "The register keeps everything, {risk} included. Its status and owner can change.",
      "Erasing {risk} isn't possible for me. Does another status describe it better?",
      "There is no delete function for risks. Shall I change the status of {risk} instead?",
    ],
  },
  {
    family: "research_case_law",
    reason: "operation_absent",
    offers: ["regulation_db_search_regulations", "clause_extractor_list_clauses", "regulation_db_get_policy"],
    draw: contractSlot,
    frames: [
      "Find court decisions on clauses like those we have with {party} in {contract}.",
      "What have judges said about {party} in the past? Search the case law, it's for {contract}.",
      "Look up precedents for a dispute with {party} over {contract}.",
      "Is {party}, our partner in {contract}, involved in any lawsuits right now?",
    ],
    replies: [
      "Nothing from courts is in my databases; I have regulations and our own contracts, {contract} for instance.",
      "I can't search court records. What our contract with {party} says is within reach.",
      "Courts and their cases are out of my range. Would the clauses of {contract} help?",
      "My sources are regulations, policies and our own contracts; what courts say about {party} is not in them.",
    ],
  },
  {
    family: "upload_new_contract",
    reason: "operation_absent",
    offers: ["document_parser_parse_document", "clause_extractor_search_contracts"],
    draw: (world, random) => ({
      party: { value: random.pick(world.contracts).party },
      department: { value: random.pick(world.departments) },
    }),
    frames: [
      "Add the attached contract with {party} to the archive, on behalf of the {department}.",
      "Create an entry for a new agreement, party {party}, owner {department}.",
      "The {department} sent a PDF by mail. Upload it for {party}.",
      "File this new contract under {party}, please; the {department} has the original.",
    ],
    replies: [
      "I can't add contracts or upload files. The {department} has to put it into the archive first.",
      "New entries for {party} aren't something I can create; once the file is uploaded I can parse it.",
      "Adding to the archive lies outside my tools. As soon as the document has a number, I can parse it for the {department}.",
      "There's no function for new contracts. I could show what we already have with {party}.",
    ],
  },
  {
    family: "amend_and_notify",
    reason: "partly_doable",
    offers: ["clause_extractor_propose_change"],
    draw: contractSlot,
    frames: [
      "Draft a change of the payment period in {contract} and have {party} countersign it.",
      "Prepare an amendment for {contract}, then negotiate it with {party}.",
      "Change the renewal in {contract}; afterwards inform {party} by registered letter.",
      "I want {contract} amended and the new version mailed to {party}.",
    ],
    replies: [
      "The draft for {contract} I can make; dealing with {party} I can't. What exactly should I propose?",
      "One half is possible: an amendment draft. Contact with {party} stays with you. What should {contract} say?",
      "I can propose the change in {contract}; contact with {party} is outside my functions. Tell me the exact change, and I'll start with that.",
      "Drafting yes, dealing with {party} no. Tell me what {contract} should say and I'll prepare just the draft.",
    ],
  },
  {
    family: "check_and_fine",
    reason: "partly_doable",
    offers: ["regulation_db_check_contract"],
    draw: (world, random) => ({
      contract: { value: random.pick(world.contracts).contract_id },
      code: { value: random.pick(world.regulations).code },
    }),
    frames: [
      "Check {contract} against {code} and calculate the fine we would face.",
      "Test {contract} against {code}, then file a report with the regulator.",
      "How does {contract} stand with {code}, and what do other companies do about it?",
      "Compare {contract} to {code}. Also book an external lawyer for the hearing.",
    ],
    replies: [
      "The check against {code} is possible, the rest is not. Shall I run it for {contract}?",
      "I can tell you where {contract} deviates from {code}; beyond that I have no tools. Would the check be enough?",
      "Only the first part is within reach, {contract} against {code}. Should I go ahead with it?",
      "Checking is what I can do here. For the rest of your request please turn to counsel. Do you want the check?",
    ],
  },
  {
    family: "redact_and_publish",
    reason: "partly_doable",
    offers: ["document_parser_redact_document"],
    draw: (world, random) => ({
      document: { value: random.pick(world.documents.filter((each) => each.parsed)).document_id },
    }),
    frames: [
      "Redact the dates in {document} and put it on our website.",
      "Black out the amounts in {document}, then send it to the press office.",
      "Make a copy of {document} without amounts and stamp every page with our seal.",
      "{document} without party names, please, and upload it to the data room.",
    ],
    replies: [
      "A redacted copy of {document} I can make. The rest is up to you - shall I start?",
      "Redaction works, the second part doesn't. Would the copy of {document} be of use by itself?",
      "I'm able to black out parts of {document}, but what should follow is beyond me. Shall I make the copy?",
      "The first step is possible, the second is not. Should I prepare the redacted {document}?",
    ],
  },
];
