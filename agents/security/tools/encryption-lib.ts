/** encryption_lib: keys and their rotation, certificates, and how hosts speak to the outside. No key material anywhere. */
import type { Tool } from "../../contract";
import { ALGORITHMS, daysBetween, type Key, PURPOSES, type SecurityWorld, shiftDate } from "../world";
import { fail, hostname, hostOf, integer, listOf, objectOf, parameters, text } from "./outcome";

const family = "encryption_lib";
const WEAK = ["TLS 1.0", "TLS 1.1"];

const listKeys: Tool<SecurityWorld> = {
  name: "encryption_lib_list_keys",
  family,
  skill: "encryption",
  task: "look up which keys there are",
  description:
    "Lists keys by purpose or state, and those that are due for rotation within some days; the most urgent first.",
  parameters: parameters(
    {
      purpose: { type: "string", description: "Only keys for this purpose.", enum: PURPOSES },
      state: { type: "string", description: "Only keys in this state.", enum: ["active", "retired"] },
      due_within_days: {
        type: "integer",
        description: "Only active keys whose rotation is due within so many days or overdue.",
        minimum: 0,
        maximum: 365,
      },
    },
    [],
  ),
  returns: objectOf({
    keys: listOf(
      objectOf({
        key_id: text,
        purpose: text,
        algorithm: text,
        version: integer,
        state: text,
        rotated_on: text,
        due_on: text,
      }),
    ),
    total: integer,
  }),
  effect: "read",
  execute(world, args) {
    const keys = world.keys
      .map((key) => ({ ...view(key), due: dueOn(key) }))
      .filter(
        (key) =>
          (args.purpose === undefined || key.purpose === args.purpose) &&
          (args.state === undefined || key.state === args.state) &&
          (args.due_within_days === undefined ||
            (key.state === "active" && daysBetween(world.today, key.due) <= Number(args.due_within_days))),
      )
      .sort((left, right) => (`${left.due} ${left.key_id}` < `${right.due} ${right.key_id}` ? -1 : 1))
      .map(({ due, ...key }) => ({ ...key, due_on: due }));
    return { ok: true, observation: { keys, total: keys.length }, world };
  },
};

const rotateKey: Tool<SecurityWorld> = {
  name: "encryption_lib_rotate_key",
  family,
  skill: "encryption",
  task: "rotate a key",
  description:
    "Makes a new version of an active key, with the same algorithm or another. Older versions stay readable.",
  parameters: parameters(
    {
      key_id: { type: "string", description: "Identifier such as key-1234." },
      algorithm: {
        type: "string",
        description: "Algorithm of the new version; as before when left out.",
        enum: ALGORITHMS,
      },
    },
    ["key_id"],
  ),
  returns: objectOf({ key_id: text, version: integer, algorithm: text, rotated_on: text, due_on: text }),
  effect: "write",
  execute(world, args) {
    const key = world.keys.find((each) => each.key_id === args.key_id);
    if (key === undefined) return fail("not_found", `there is no key ${args.key_id}`);
    if (key.state === "retired") return fail("conflict", `${key.key_id} is retired and can't be rotated`);
    if (key.rotated_on === world.today) return fail("conflict", `${key.key_id} was rotated today already`);
    const algorithm = (args.algorithm ?? key.algorithm) as Key["algorithm"];
    if (isSigning(algorithm) !== isSigning(key.algorithm))
      return fail("invalid_argument", `${key.key_id} uses ${key.algorithm}, which can't be changed to ${algorithm}`);
    const rotated = { ...key, algorithm, version: key.version + 1, rotated_on: world.today };
    return {
      ok: true,
      observation: {
        key_id: key.key_id,
        version: rotated.version,
        algorithm,
        rotated_on: rotated.rotated_on,
        due_on: dueOn(rotated),
      },
      world: { ...world, keys: world.keys.map((each) => (each === key ? rotated : each)) },
    };
  },
};

const getCertificate: Tool<SecurityWorld> = {
  name: "encryption_lib_get_certificate",
  family,
  skill: "encryption",
  task: "look up a certificate",
  description: "Gives the certificate of a host: names, last valid day, days left and the key it uses.",
  parameters: parameters({ hostname }, ["hostname"]),
  returns: objectOf({ hostname: text, names: listOf(text), expires_on: text, days_left: integer, key_id: text }),
  effect: "read",
  execute(world, args) {
    const found = world.certificates.find((each) => each.hostname === args.hostname);
    if (found === undefined) return fail("not_found", `there is no certificate for ${args.hostname}`);
    const days_left = daysBetween(world.today, found.expires_on);
    return { ok: true, observation: { ...found, names: [...found.names], days_left }, world };
  },
};

const renewCertificate: Tool<SecurityWorld> = {
  name: "encryption_lib_renew_certificate",
  family,
  skill: "encryption",
  task: "renew a certificate",
  description:
    "Renews the certificate of a host, and can add further names to it. Possible in the last 30 days of the old one.",
  parameters: parameters(
    {
      hostname,
      valid_days: {
        type: "integer",
        description: "How long the new one is valid.",
        minimum: 30,
        maximum: 180,
        default: 90,
      },
      add_names: {
        type: "array",
        description: "Further host names to cover.",
        items: { type: "string" },
        maxItems: 3,
        default: [],
      },
    },
    ["hostname"],
  ),
  returns: objectOf({ hostname: text, names: listOf(text), previous_expiry: text, expires_on: text }),
  effect: "write",
  execute(world, args) {
    const found = world.certificates.find((each) => each.hostname === args.hostname);
    if (found === undefined) return fail("not_found", `there is no certificate for ${args.hostname}`);
    const left = daysBetween(world.today, found.expires_on);
    if (left > 30)
      return fail(
        "conflict",
        `the certificate of ${found.hostname} can't be renewed yet; renewal opens 30 days before its last day`,
      );
    const added = (args.add_names as readonly string[]).filter((name) => !found.names.includes(name));
    const renewed = {
      ...found,
      names: [...found.names, ...added],
      expires_on: shiftDate(world.today, Number(args.valid_days)),
    };
    return {
      ok: true,
      observation: {
        hostname: renewed.hostname,
        names: renewed.names,
        previous_expiry: found.expires_on,
        expires_on: renewed.expires_on,
      },
      world: { ...world, certificates: world.certificates.map((each) => (each === found ? renewed : each)) },
    };
  },
};

const checkTransport: Tool<SecurityWorld> = {
  name: "encryption_lib_check_transport",
  family,
  skill: "encryption",
  task: "check the transport encryption of a host",
  description: "Checks which transport protocols a host offers and which of them are too weak.",
  parameters: parameters({ hostname }, ["hostname"]),
  returns: objectOf({ hostname: text, offered: listOf(text), weak: listOf(text), verdict: text }),
  effect: "read",
  execute(world, args) {
    const host = hostOf(world, args.hostname);
    if (host === undefined) return fail("not_found", `there is no host ${args.hostname}`);
    const weak = host.protocols.filter((protocol) => WEAK.includes(protocol));
    return {
      ok: true,
      observation: {
        hostname: host.hostname,
        offered: [...host.protocols],
        weak,
        verdict: weak.length === 0 ? "good" : "weak",
      },
      world,
    };
  },
};

export const encryptionLib = [listKeys, rotateKey, getCertificate, renewCertificate, checkTransport] as const;

function dueOn(key: Key): string {
  return shiftDate(key.rotated_on, key.rotate_every_days);
}

function view({ key_id, purpose, algorithm, version, state, rotated_on }: Key) {
  return { key_id, purpose: String(purpose), algorithm: String(algorithm), version, state: String(state), rotated_on };
}

function isSigning(algorithm: Key["algorithm"]): boolean {
  return algorithm === "ed25519" || algorithm === "rsa_3072";
}
