/** Encryption with one call: keys that are due, rotation, certificates, transport. */
import type { Scenario } from "../../contract";
import { ALGORITHMS, PURPOSES, type SecurityWorld, shiftDate } from "../world";
import { answering, listed, once, span, worded } from "./parts";

const answer = answering([
  "What about other hosts?",
  "Another key?",
  "More is due later.",
  "Nothing else changed.",
  "The inventory has it.",
  "I can list more.",
  "Tell me what's next.",
  "Is that enough?",
]);

export type Keys = {
  readonly keys: readonly {
    readonly key_id: string;
    readonly purpose: string;
    readonly algorithm: string;
    readonly state: string;
    readonly version: number;
    readonly due_on: string;
  }[];
  readonly total: number;
};
export type Rotated = { readonly version: number; readonly algorithm: string; readonly due_on: string };
export type Certificate = {
  readonly names: readonly string[];
  readonly expires_on: string;
  readonly days_left: number;
  readonly key_id: string;
};
export type Renewed = {
  readonly names: readonly string[];
  readonly previous_expiry: string;
  readonly expires_on: string;
};
export type Transport = {
  readonly offered: readonly string[];
  readonly weak: readonly string[];
  readonly verdict: string;
};

const keysDue: Scenario<SecurityWorld> = {
  family: "keys_due",
  skill: "encryption",
  shape: "single",
  draw(_, random) {
    const days = span(random);
    return {
      slots: { days },
      solve: () =>
        once<Keys>("encryption_lib_list_keys", { due_within_days: days.value }, ({ keys, total }) =>
          total === 0
            ? answer([
                "No key is due by then.",
                "[None|Not one], all rotations lie further ahead.",
                "Nothing has to be rotated in that time.",
              ])
            : answer(
                [
                  "{total} due: {list}.",
                  "{list} - the most urgent first.",
                  "[To rotate|These have to be rotated]: {list}.",
                  "I count {total}, namely {list}.",
                ],
                { total, list: listed(keys.map((key) => `${key.key_id} for ${key.purpose} (${key.due_on})`)) },
                { required: ["list"] },
              ),
        ),
    };
  },
  frames: [
    "Which keys have to be rotated within {days}?",
    "I'm off for {days}. What rotation falls due in that time or is overdue?",
    "Keys due in the coming {days}, please.",
    "due keys, horizon {days}",
    "Can you tell me what needs a new version before {days} are over?",
  ],
  invalid: [
    {
      slot: "days",
      tool: "encryption_lib_list_keys",
      parameter: "due_within_days",
      draw: (_, random) => {
        const days = random.int(400, 2500);
        return { value: days, text: [`${days} days`] };
      },
      explain: [
        "I can look {allowed} ahead; {days} is too far. Which horizon would you like?",
        "{days} is out of range: {allowed} is the limit. How far shall I look?",
        "The horizon for rotations is {allowed}. {days} can't be asked for.",
      ],
      allowed: "up to one year",
    },
  ],
};

const keysByPurpose: Scenario<SecurityWorld> = {
  family: "keys_by_purpose",
  skill: "encryption",
  shape: "single",
  draw(_, random) {
    const purpose = random.pick(PURPOSES);
    const state = random.pick(["active", "active", "retired"]);
    return {
      slots: { purpose: { value: purpose }, state: { value: state } },
      solve: () =>
        once<Keys>("encryption_lib_list_keys", { purpose, state }, ({ keys, total }) =>
          total === 0
            ? answer(
                [
                  "There is no {state} key for {purpose}.",
                  "None: {purpose} has no {state} key.",
                  "I see no key for {purpose} that is {state}.",
                ],
                { state, purpose },
              )
            : answer(
                [
                  "For {purpose}: {list}.",
                  "{list} ({state}, {purpose}).",
                  "[There's|We have] {list}. That's {total}.",
                  "{total} {state}: {list}.",
                ],
                {
                  purpose,
                  state,
                  total,
                  list: listed(keys.map((key) => `${key.key_id}, ${key.algorithm}, version ${key.version}`)),
                },
                { required: ["list"] },
              ),
        ),
    };
  },
  frames: [
    "Which {state} keys do we use for {purpose}?",
    "{purpose} keys, {state} - list with algorithm and version.",
    "For the crypto inventory: what's {state} when it comes to {purpose}?",
    "Do we still have a {state} key for {purpose}, and which algorithm is it?",
    "Show me all our {state} keys that serve the purpose {purpose}.",
  ],
};

const rotateAs: Scenario<SecurityWorld> = {
  family: "rotate_key_to_algorithm",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const key = random.pick(world.keys.filter((each) => each.state === "active" && each.rotated_on !== world.today));
    const half = ALGORITHMS.indexOf(key.algorithm) < 2 ? ALGORITHMS.slice(0, 2) : ALGORITHMS.slice(2);
    const algorithm = random.pick(half);
    return {
      slots: { key: { value: key.key_id }, algorithm: worded(algorithm) },
      solve: () =>
        once<Rotated>("encryption_lib_rotate_key", { key_id: key.key_id, algorithm }, (rotated) =>
          answer(
            [
              "{key} is at version {version} ({algorithm}); next rotation on {due}.",
              "[Rotated|It's rotated]. Version {version} of {key}, algorithm {algorithm}, due again {due}.",
              "{key} now has a version {version} with {algorithm}.",
              "New version of {key}: {version}. It uses {algorithm} until {due} at the latest.",
            ],
            { key: key.key_id, version: rotated.version, algorithm: rotated.algorithm, due: rotated.due_on },
            { required: ["version"] },
          ),
        ),
    };
  },
  frames: [
    "Rotate {key}, new version in {algorithm}.",
    "{key} has to be renewed and should use {algorithm} from then on.",
    "Can you make a new version of {key}? Algorithm: {algorithm}.",
    "rotate {key} / {algorithm}",
    "Our standard says {algorithm} now, so please give {key} a new version that follows it.",
  ],
  missing: [
    {
      slot: "key",
      frames: [
        "Rotate the key, new version in {algorithm}.",
        "Our key should use {algorithm} from now on; rotate it.",
        "Can you make a new version with {algorithm}?",
      ],
      ask: [
        "Which key is it? The identifiers look like key and four digits.",
        "[Sure|I can], once I know the key's identifier.",
        "Several keys are active. Which one shall I rotate?",
      ],
      reply: ["{key}", "It's {key}.", "{key}, the one we talked about."],
    },
  ],
  invalid: [
    {
      slot: "algorithm",
      tool: "encryption_lib_rotate_key",
      parameter: "algorithm",
      draw: (_, random) => ({ value: random.pick(["DES", "RC4", "Blowfish", "SHA-1", "triple DES"]) }),
      explain: [
        "{algorithm} isn't offered for keys. {key} can use {allowed}; which one?",
        "I can rotate {key} to {allowed}, not to {algorithm}. What do you prefer?",
        "Keys are made with {allowed}. {algorithm} is out, so please choose another.",
      ],
      allowed: "AES in GCM mode, ChaCha20, Ed25519 or RSA",
    },
  ],
};

const rotate: Scenario<SecurityWorld> = {
  family: "rotate_key",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const key = random.pick(
      world.keys.filter((each) => each.state === "active" && each.rotated_on !== world.today),
    ).key_id;
    return {
      slots: { key: { value: key } },
      solve: () =>
        once<Rotated>("encryption_lib_rotate_key", { key_id: key }, (rotated) =>
          answer(
            [
              "{key} has a new version, {version}. The next one is due on {due}.",
              "Version {version} of {key} is active[ now|]; algorithm as before, {algorithm}.",
              "[Done|All done]: {key}, version {version}, due again on {due}.",
              "{key} was rotated and is at {version}. Older versions stay readable.",
            ],
            { key, version: rotated.version, algorithm: rotated.algorithm, due: rotated.due_on },
            { required: ["version"] },
          ),
        ),
    };
  },
  frames: [
    "Rotate {key}.",
    "{key} is overdue, please rotate it and leave the algorithm as it is.",
    "Somebody may have copied a config with {key} in it. Make a new version, would you?",
    "New version for {key}, same algorithm.",
    "Is it possible to rotate {key} right away? Nothing else about it should change.",
  ],
};

const certificate: Scenario<SecurityWorld> = {
  family: "certificate_expiry",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.hosts).hostname;
    return {
      slots: { host: { value: host } },
      solve: () =>
        once<Certificate>("encryption_lib_get_certificate", { hostname: host }, (got) =>
          answer(
            [
              "{host}: valid until {until}, {days} days left, key {key}.",
              "The certificate of {host} runs out on {until}[, in {days} days|]. It uses {key}.",
              "{days} days are left for {host} (until {until}).",
              "Until {until}. That's {days} more days, and the key behind it is {key}.",
            ],
            { host, until: got.expires_on, days: got.days_left, key: got.key_id },
            { required: ["until"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Certificate;
        return [
          {
            frames: [
              "Which key does it use[, by the way|]?",
              "And the key behind that?",
              "What was the key's identifier?",
            ],
            slots: {},
            *solve() {
              return answer(["{key}.", "It uses {key}.", "The key is {key}[, as shown above|]."], { key: got.key_id });
            },
          },
        ];
      },
    };
  },
  frames: [
    "When does the certificate of {host} expire?",
    "{host} - certificate valid until?",
    "Users of {host} see a warning. How long is its certificate still good for?",
    "Please look up the certificate on {host}: days left and key.",
    "I keep forgetting when {host} needs a new certificate.",
  ],
};

const renew: Scenario<SecurityWorld> = {
  family: "renew_with_extra_names",
  skill: "encryption",
  shape: "complex",
  draw(world, random) {
    const due = world.certificates.filter((each) => each.expires_on <= limitDay(world));
    if (due.length === 0) return undefined;
    const host = random.pick(due).hostname;
    const [first, second] = random.sample(world.aliases, 2) as [string, string];
    const days = random.int(30, 180);
    return {
      slots: {
        host: { value: host },
        first: { value: first },
        second: { value: second },
        days: { value: days, text: [`${days} days`] },
      },
      solve: () =>
        once<Renewed>(
          "encryption_lib_renew_certificate",
          { hostname: host, valid_days: days, add_names: [first, second] },
          (renewed) =>
            answer(
              [
                "{host} has a new certificate until {until}; it covers {names}.",
                "Renewed: {until} instead of {before}. Names: {names}.",
                "[The new one|It] runs to {until} and names {names}.",
                "{names} are covered until {until}. The old date was {before}.",
              ],
              { host, until: renewed.expires_on, before: renewed.previous_expiry, names: listed(renewed.names) },
              { required: ["until"] },
            ),
        ),
    };
  },
  frames: [
    "Renew the certificate of {host} for {days} and add {first} and {second} to it.",
    "{host} gets two new names, {first} as well as {second}. Put them on a fresh certificate that lasts {days}.",
    "cert renewal {host}, {days}, extra names {first} + {second}",
    "The certificate on {host} ends soon. When you renew it ({days}), could it also cover {first} and {second}?",
    "We move {first} over to {host}, later {second} too. So its next certificate, valid for {days}, must include both.",
  ],
  invalid: [
    {
      slot: "days",
      tool: "encryption_lib_renew_certificate",
      parameter: "valid_days",
      draw: (_, random) => {
        const days = random.int(200, 1800);
        return { value: days, text: [`${days} days`] };
      },
      explain: [
        "A certificate can be valid for {allowed}, not for {days}. How long should the one of {host} last?",
        "{days} is too long: {allowed} is what can be issued. Which length for {host}?",
        "The longest possible is less than {days}; allowed is {allowed}. What shall it be?",
      ],
      allowed: "thirty to a hundred and eighty days",
    },
  ],
};

const transport: Scenario<SecurityWorld> = {
  family: "transport_check",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const host = random.pick(world.hosts).hostname;
    return {
      slots: { host: { value: host } },
      solve: () =>
        once<Transport>("encryption_lib_check_transport", { hostname: host }, ({ weak, offered }) =>
          weak.length === 0
            ? answer(
                [
                  "{host} is fine: it offers {offered} and nothing weak.",
                  "Nothing weak on {host}; [there is|it speaks] {offered}.",
                  "Only {offered} - all good[ on {host}|].",
                  "No old protocol found. {host} has {offered}.",
                ],
                { host, offered: listed(offered) },
                { required: [] },
              )
            : answer(
                [
                  "{host} still offers {weak}, which is too weak.",
                  "Weak: {weak}. [Besides|In addition], {host} speaks the newer ones.",
                  "{weak} should be switched off on {host}; the full list is {offered}.",
                  "Not good. {host} accepts {weak}.",
                ],
                { host, weak: listed(weak), offered: listed(offered) },
                { required: ["weak"] },
              ),
        ),
    };
  },
  frames: [
    "Does {host} still offer weak protocols?",
    "Check the transport settings of {host}.",
    "The auditor found an old protocol somewhere. Is it on {host}?",
    "{host}: which TLS versions, any weak ones?",
    "I want to be sure that {host} speaks nothing outdated to the outside.",
  ],
};

/** The last day of the certificates that may be renewed. */
export function limitDay(world: SecurityWorld): string {
  return shiftDate(world.today, 30);
}

export const keyScenarios: readonly Scenario<SecurityWorld>[] = [
  keysDue,
  keysByPurpose,
  rotateAs,
  rotate,
  certificate,
  renew,
  transport,
];
