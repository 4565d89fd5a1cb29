/** What goes wrong on the real engine: drawn from requests, faults and moments by a fixed seed, six cases to a round. */
import { createRandom } from "../../../primitives";
import type { Fault } from "./in-one-process";

export interface FaultCase {
  readonly request: string;
  readonly fault: string;
  readonly rule: Fault;
  /** The agent whose purchase is struck; absent where a request does not say whose it is. */
  readonly agent?: string;
  /** The provider says that nothing was created: another create request may follow. */
  readonly isRefusal: boolean;
}

export const FAULT_AGENTS = [
  "qa_agent",
  "support_agent",
  "analyst_agent",
  "legal_agent",
  "content_agent",
  "security_agent",
] as const;

interface Kind {
  readonly name: string;
  readonly rule: Omit<Fault, "operation">;
}

const BEFORE: readonly Kind[] = [
  { name: "503, nothing done", rule: { moment: "received", action: "status", status: 503 } },
  { name: "dropped, nothing done", rule: { moment: "received", action: "drop" } },
  { name: "hangs, nothing done", rule: { moment: "received", action: "hang" } },
];
const AFTER: readonly Kind[] = [
  { name: "done, then 500", rule: { moment: "committed", action: "status", status: 500 } },
  { name: "done, then dropped", rule: { moment: "committed", action: "drop" } },
  { name: "done, then hangs", rule: { moment: "committed", action: "hang" } },
  { name: "done, reply unreadable", rule: { moment: "committed", action: "malformed" } },
];
const REFUSED: readonly Kind[] = [
  { name: "429", rule: { moment: "received", action: "status", status: 429 } },
  { name: "403", rule: { moment: "received", action: "status", status: 403 } },
  { name: "401", rule: { moment: "received", action: "status", status: 401 } },
];
const STALE: Kind = { name: "old view", rule: { moment: "received", action: "stale", milliseconds: 400 } };

interface Place {
  readonly name: string;
  readonly operation: string;
  readonly nth: number;
  /** What only this agent's request holds. */
  readonly contains?: (agent: string) => string;
  readonly kinds: readonly Kind[];
}

/** Bodies of claims are written with a space after the colon, those of jobs without. */
const ofClaim = (agent: string) => `"agent": "${agent}"`;
const ofJob = (agent: string) => `"agent":"${agent}"`;

const PLACES: readonly Place[] = [
  {
    name: "create job",
    operation: "vertex.tuningJobs.create",
    nth: 1,
    contains: ofJob,
    kinds: [...BEFORE, ...AFTER, ...REFUSED],
  },
  { name: "write claim", operation: "storage.objects.insert", nth: 1, contains: ofClaim, kinds: [...BEFORE, ...AFTER] },
  {
    name: "write job's name",
    operation: "storage.objects.insert",
    nth: 2,
    contains: ofClaim,
    kinds: [...BEFORE, ...AFTER],
  },
  { name: "list jobs", operation: "vertex.tuningJobs.list", nth: 3, kinds: [...BEFORE, AFTER[3]!, STALE] },
  { name: "read claim", operation: "storage.objects.get", nth: 5, kinds: BEFORE },
  { name: "look at job", operation: "vertex.tuningJobs.get", nth: 2, kinds: [...BEFORE, AFTER[3]!] },
];
const UPLOAD: Place = {
  name: "upload data",
  operation: "storage.objects.insert",
  nth: 1,
  contains: (agent) => `datasets/${agent}/train`,
  kinds: [BEFORE[0]!, BEFORE[1]!, AFTER[0]!, AFTER[1]!, AFTER[3]!, REFUSED[1]!],
};

/** The first round uploads the data, the others buy again; each strikes every agent once. */
export function faultRounds(rounds: number, seed = 1): FaultCase[][] {
  const random = createRandom("fault cases", seed);
  const [creates, ...others] = PLACES.map((place) => place.kinds.map((kind) => ({ place, kind })));
  const drawn = random.shuffle(
    [...creates!, ...random.shuffle(others.flat())].slice(0, (rounds - 1) * FAULT_AGENTS.length),
  );
  const uploads = UPLOAD.kinds.map((kind) => ({ place: UPLOAD, kind }));
  return Array.from({ length: rounds }, (_, round) =>
    FAULT_AGENTS.map((agent, index) => {
      const { place, kind } = round === 0 ? uploads[index]! : drawn[(round - 1) * FAULT_AGENTS.length + index]!;
      const { name: request, operation, nth, contains } = place;
      const own = contains === undefined ? {} : { contains: contains(agent) };
      return {
        request,
        fault: kind.name,
        rule: { operation, nth, ...own, ...kind.rule },
        ...(contains === undefined ? {} : { agent }),
        isRefusal: place === PLACES[0] && REFUSED.includes(kind),
      };
    }),
  );
}
