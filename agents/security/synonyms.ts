/** Everyday words for the values that tools take. */
export const synonyms: { readonly [value: string]: readonly string[] } = {
  failed_login: ["failed logins", "failed login attempts"],
  port_probe: ["port probes", "port sweeps"],
  denied_connection: ["denied connections", "connections that were denied"],
  policy_violation: ["policy violations", "breaches of policy"],
  in_progress: ["in progress", "being worked on"],
  administrator: ["admin", "administrator"],
  dmz: ["DMZ", "dmz"],
  aes_256_gcm: ["AES-256-GCM", "AES 256 in GCM mode"],
  chacha20_poly1305: ["ChaCha20-Poly1305", "ChaCha20"],
  ed25519: ["Ed25519"],
  rsa_3072: ["RSA 3072", "RSA with 3072 bits"],
  age: ["oldest first", "by age, oldest on top"],
  score: ["worst first", "by score, highest on top"],
  enabled: ["enabled", "switched on"],
  disabled: ["disabled", "switched off"],
  true: ["without a second factor", "lacking a second factor", "missing a second factor"],
};

/** Words a value can be read from in sentences that do not name it by itself ("block that address"). */
export const implied: { readonly [value: string]: readonly string[] } = {
  deny: ["block", "blocked", "stop", "shut out", "keep out"],
  allow: ["let in", "let through", "open"],
  locked: ["lock", "lock out"],
  active: ["unlock", "reopen"],
  failure: ["failed", "failures", "went wrong"],
  success: ["succeeded", "successful", "worked"],
  disabled: ["disable", "turn off", "switch off"],
  enabled: ["enable", "turn on", "switch on"],
  failed_login: ["failed login"],
};
