/** No key in a resource's inputs: they land in the state and in logs. Keys reach the provider process by environment. */
import type { Declared, Violation } from "./declared";

/** What keys look like. Only the kind is ever reported, never the value. */
const KINDS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: "an OpenAI-style API key", pattern: /\bsk-(?:proj-|svcacct-|admin-|ant-)?[A-Za-z0-9_-]{20,}/ },
  { kind: "a Google API key", pattern: /\bAIza[0-9A-Za-z_-]{35}/ },
  { kind: "a Google access token", pattern: /\bya29\.[0-9A-Za-z_-]{20,}/ },
  { kind: "a private key", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { kind: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50,})/ },
  { kind: "a Hugging Face token", pattern: /\bhf_[A-Za-z0-9]{30,}/ },
  { kind: "a JSON web token", pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
];

/** Searches every text in the inputs, names of fields included. */
export function checkPlaintextKeys(resources: readonly Declared[]): Violation[] {
  return resources.flatMap((resource) =>
    findTexts(resource.props, "").flatMap(({ path, text }) =>
      KINDS.filter(({ pattern }) => pattern.test(text)).map(({ kind }) => ({
        urn: resource.urn,
        message: `${resource.name}: ${path} holds ${kind}. Take it out, revoke it, and give it to the process by environment.`,
      })),
    ),
  );
}

function findTexts(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path: path || "the input", text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item], index) => {
    const isKey = KINDS.some(({ pattern }) => pattern.test(name));
    const label = isKey ? `field ${index + 1}` : name; // a key used as a name must not be repeated either
    const here = path === "" ? label : `${path}.${label}`;
    return [...(isKey ? [{ path: `the name of ${here}`, text: name }] : []), ...findTexts(item, here)];
  });
}
