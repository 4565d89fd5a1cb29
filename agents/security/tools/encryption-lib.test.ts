import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Certificate, Keys, Renewed, Rotated, Transport } from "../scenarios/seen";
import { PURPOSES } from "../world";
import { type Arguments, DB, does, refuses, tiny, WEB } from "./tiny-world";

const keys = (args: Arguments = {}, world = tiny) => does<Keys>(world, "encryption_lib_list_keys", args).value.keys;
const ids = (args: Arguments = {}, world = tiny) => keys(args, world).map((key) => key.key_id);
const rotate = (key_id: string, args: Arguments = {}) =>
  does<Rotated>(tiny, "encryption_lib_rotate_key", { key_id, ...args });
const certificate = (hostname: string, world = tiny) =>
  does<Certificate>(world, "encryption_lib_get_certificate", { hostname }).value;
const renew = (args: Arguments = {}) =>
  does<Renewed>(tiny, "encryption_lib_renew_certificate", { hostname: WEB, ...args });
const transport = (hostname: string) => does<Transport>(tiny, "encryption_lib_check_transport", { hostname }).value;

describe("encryption_lib_list_keys", () => {
  it("finds each key under exactly one purpose and state", () => {
    expect(PURPOSES.flatMap((purpose) => ids({ purpose })).sort()).toEqual(ids().sort());
    expect(["active", "retired"].flatMap((state) => ids({ state })).sort()).toEqual(ids().sort());
  });
  it("calls a key due from its due day on, and never a retired one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 }), (due_within_days) => {
        // key-1 is due 90 days after 1 September: 30 November, ten days ahead; key-2 a year after 1 November.
        const expected = [...(due_within_days >= 10 ? ["key-1"] : []), ...(due_within_days >= 346 ? ["key-2"] : [])];
        expect(ids({ due_within_days })).toEqual(expected);
      }),
      { examples: [[9], [10], [345], [346]] },
    );
  });
  it("has the most urgent first", () => {
    const dates = keys().map((key) => key.due_on);
    expect(dates).toEqual([...dates].sort());
  });
});

describe("encryption_lib_rotate_key", () => {
  it("makes the next version and starts its time anew", () => {
    const { value, world } = rotate("key-1");
    expect(value).toMatchObject({ version: 4, algorithm: "aes_256_gcm", due_on: "2027-02-18" });
    expect(ids({ due_within_days: 10 }, world)).toEqual([]);
  });
  it("changes the algorithm only within its kind", () => {
    expect(rotate("key-1", { algorithm: "chacha20_poly1305" }).value.algorithm).toBe("chacha20_poly1305");
    expect(rotate("key-2", { algorithm: "rsa_3072" }).value.algorithm).toBe("rsa_3072");
    expect(refuses(tiny, "encryption_lib_rotate_key", { key_id: "key-1", algorithm: "ed25519" })).toBe(
      "invalid_argument",
    );
  });
  it("happens once a day, and touches no other key", () => {
    const { world } = rotate("key-1");
    expect(refuses(world, "encryption_lib_rotate_key", { key_id: "key-1" })).toBe("conflict");
    expect(world.keys.slice(1)).toEqual(tiny.keys.slice(1));
  });
});

describe("encryption_lib_get_certificate", () => {
  it("counts the days that are left", () => {
    expect(certificate(WEB)).toMatchObject({ expires_on: "2026-12-20", days_left: 30 });
    expect(certificate(DB).days_left).toBe(31);
  });
  it("names a key that exists", () => {
    for (const host of [WEB, DB]) expect(ids()).toContain(certificate(host).key_id);
  });
  it("covers the host itself", () => {
    for (const host of [WEB, DB]) expect(certificate(host).names).toContain(host);
  });
});

describe("encryption_lib_renew_certificate", () => {
  it("opens 30 days before the end and not a day earlier", () => {
    expect(refuses(tiny, "encryption_lib_renew_certificate", { hostname: WEB })).toBeUndefined();
    expect(refuses(tiny, "encryption_lib_renew_certificate", { hostname: DB })).toBe("conflict");
  });
  it("lasts from today for as long as asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 180 }), (valid_days) => {
        expect(certificate(WEB, renew({ valid_days }).world).days_left).toBe(valid_days);
      }),
    );
  });
  it("adds names once each and keeps the old ones", () => {
    expect(renew({ add_names: [WEB, "api-1.example.org"] }).value.names).toEqual([WEB, "api-1.example.org"]);
  });
  it("keeps the key", () => {
    expect(certificate(WEB, renew().world).key_id).toBe(certificate(WEB).key_id);
  });
});

describe("encryption_lib_check_transport", () => {
  it("calls old protocols weak", () => {
    expect(transport(WEB)).toMatchObject({ weak: ["TLS 1.0"], verdict: "weak" });
  });
  it("finds nothing weak where there is nothing old", () => {
    expect(transport(DB)).toMatchObject({ weak: [], verdict: "good" });
  });
  it("calls nothing weak that is not offered", () => {
    for (const host of [WEB, DB]) {
      const { weak, offered } = transport(host);
      expect(weak.every((protocol) => offered.includes(protocol))).toBe(true);
    }
  });
});

it.each<[string, string, Arguments, string]>([
  ["a horizon beyond a year", "encryption_lib_list_keys", { due_within_days: 366 }, "invalid_argument"],
  ["an unknown key", "encryption_lib_rotate_key", { key_id: "key-0" }, "not_found"],
  ["rotating a retired key", "encryption_lib_rotate_key", { key_id: "key-3" }, "conflict"],
  [
    "an algorithm nobody should use",
    "encryption_lib_rotate_key",
    { key_id: "key-1", algorithm: "rc4" },
    "invalid_argument",
  ],
  ["a certificate of an unknown host", "encryption_lib_get_certificate", { hostname: "x" }, "not_found"],
  [
    "a certificate for too long",
    "encryption_lib_renew_certificate",
    { hostname: WEB, valid_days: 181 },
    "invalid_argument",
  ],
  [
    "more than three further names",
    "encryption_lib_renew_certificate",
    { hostname: WEB, add_names: ["a", "b", "c", "d"] },
    "invalid_argument",
  ],
  ["renewing for an unknown host", "encryption_lib_renew_certificate", { hostname: "x" }, "not_found"],
  ["the transport of an unknown host", "encryption_lib_check_transport", { hostname: "x" }, "not_found"],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});
