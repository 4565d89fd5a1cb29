/** Keys with one call: what is due, what there is, rotation. */
import { answer, type Scenario } from "../../contract";
import { ALGORITHMS, PURPOSES, type SecurityWorld } from "../world";
import { dueWord, listed, once, span, worded } from "./parts";
import type { Keys, Rotated } from "./seen";

const keysDue: Scenario<SecurityWorld> = {
  family: "keys_due",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
    const days = span(random);
    return {
      slots: { days },
      solve: () =>
        once<Keys>("encryption_lib_list_keys", { due_within_days: days.value }, ({ keys, total }) =>
          total === 0
            ? answer([
                "No key is due by then.",
                "[No key|Not one key]: all rotations lie further ahead.",
                "Nothing has to be rotated in that time.",
              ])
            : answer(
                total === 1
                  ? [
                      "Just one key: {list}.",
                      "It's {list}, and no other.",
                      "To rotate: {list}.",
                      "One key[ only|], namely {list}.",
                    ]
                  : [
                      "{total} keys: {list}.",
                      "{list} - the most urgent first.",
                      "[To rotate|These have to be rotated]: {list}.",
                      "I count {total} keys, namely {list}.",
                    ],
                {
                  total,
                  list: listed(keys.map((key) => `${key.key_id} for ${key.purpose} (${dueWord(world, key.due_on)})`)),
                },
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
    "Can you tell me which keys need a new version in the next {days}, or should have had one?",
  ],
  invalid: [
    {
      slot: "days",
      tool: "encryption_lib_list_keys",
      parameter: "due_within_days",
      draw: (_, random) => {
        const days = random.int(370, 480);
        return { value: days, text: [`${days} days`] };
      },
      explain: [
        "I can look {allowed} ahead; {days} is too far. Which horizon would you like?",
        "{days} is out of range: {allowed} is the limit. How far shall I look?",
        "The horizon for rotations is {allowed}, so {days} is too long. How far shall I look?",
      ],
      allowed: "up to one year",
    },
  ],
};

const keysByPurpose: Scenario<SecurityWorld> = {
  family: "keys_by_purpose",
  skill: "encryption",
  shape: "single",
  draw(world, random) {
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
                  total === 1 ? "For {purpose}, {state}: {list}." : "Those that are {state} for {purpose}: {list}.",
                  "[There's|We have] {list}.",
                  total === 1
                    ? "One {state} key for {purpose}: {list}."
                    : "{total} {state} keys for {purpose}: {list}.",
                ],
                {
                  purpose,
                  state,
                  total,
                  list: listed(keys.map((key) => `${key.key_id} (${key.algorithm}, version ${key.version})`)),
                },
                { required: ["list"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Keys;
        const [next, ...others] = got.keys;
        if (next === undefined || next.state !== "active") return [];
        return [
          {
            frames:
              others.length === 0
                ? ["When is it due?", "And its next rotation?", "By which day must it be rotated?"]
                : [
                    "Which of them is due first, and when?",
                    "And the next rotation there?",
                    "Which one has to be rotated first, and by which day?",
                  ],
            slots: {},
            *solve() {
              return answer(
                next.due_on < world.today
                  ? [
                      "{key} was due on {due}, so it's overdue.",
                      "{key}, overdue since {due}.",
                      "The date for {key} was {due}; it has passed.",
                    ]
                  : ["{key} is due on {due}.", "{key}, due on {due}.", "The date for {key} is {due}."],
                { key: next.key_id, due: next.due_on },
                { required: ["due"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "Which {state} keys do we have for {purpose}?",
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
              "[Rotated|The rotation went through]. Version {version} of {key}, algorithm {algorithm}, due again {due}.",
              "{key} is at version {version} now, with {algorithm}.",
              "New version of {key}: {version}, with {algorithm}. It has to be rotated again by {due}.",
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
        "Rotate the [old|shared|spare] key, new version in {algorithm}.",
        "[Our|My team's|The partner's] key should use {algorithm} from now on; rotate it.",
        "Can you make a new version of [the key in the mail|the key from the ticket|the key on the printout]? Its algorithm should be {algorithm}.",
      ],
      ask: [
        "Which key is it? The identifiers look like key and four digits.",
        "[Sure|I can], once I know the key's identifier.",
        "Please name the key. Which one shall I rotate?",
      ],
      reply: ["{key}", "It's {key}.", "{key}, says the ticket."],
    },
  ],
  invalid: [
    {
      slot: "algorithm",
      tool: "encryption_lib_rotate_key",
      parameter: "algorithm",
      draw: (_, random) => ({ value: random.pick(["DES", "RC4", "Blowfish", "SHA-1", "triple DES"]) }),
      explain: [
        "No key can use {algorithm}; there is {allowed}. Which one for {key}?",
        "I can't rotate {key} to {algorithm}. On offer are {allowed}; what do you prefer?",
        "Keys are made with {allowed}. As {algorithm} is out, please choose another.",
      ],
      allowed: "AES in GCM mode and ChaCha20 for encrypting, Ed25519 and RSA for signing",
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

export const keysScenarios: readonly Scenario<SecurityWorld>[] = [keysDue, keysByPurpose, rotateAs, rotate];
