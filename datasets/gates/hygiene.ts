/** Gate 8: nothing real, nothing secret, nothing a provider refuses. */

export interface HygieneRule {
  readonly name: string;
  /** What the text holds against the rule; undefined when it is clean. */
  find(text: string): string | undefined;
}

const RESERVED_DOMAIN = /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|org|net|edu)$/i;
const DOCUMENTATION_ADDRESS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^(127\.0\.0\.1|0\.0\.0\.0)$/;

const SECRET = new RegExp(
  [
    "\\bAKIA[0-9A-Z]{16}\\b",
    "\\bsk-[A-Za-z0-9_-]{16,}",
    "\\bgh[pousr]_[A-Za-z0-9]{20,}",
    "\\bxox[abpr]-[A-Za-z0-9-]{10,}",
    "\\bAIza[0-9A-Za-z_-]{30,}",
    "-----BEGIN [A-Z ]*(PRIVATE|CERTIFICATE)",
    "\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.",
    "\\b(?:[Pp]assword|[Pp]asswd|[Tt]oken|[Ss]ecret|api[_ -]?key)\\s*[:=]\\s*[\"']?[^\\s\"',;]{6,}",
    "\\b[0-9a-f]{32,}\\b",
  ].join("|"),
);
const ATTACK =
  /(<script\b|javascript:|\bunion\s+select\b|'\s*or\s+'?1'?\s*=\s*'?1|\.\.\/\.\.\/|\/etc\/passwd|\bcmd\.exe\b|\brm -rf\b|\bnc -e\b|\$\(curl|;\s*wget )/i;
const FORBIDDEN = /(^|\s)(User|Bot|Assistant|System):|<(image|video)>|\[EOS\]|<\|[a-z_]+\|>/;

export const HYGIENE: readonly HygieneRule[] = [
  {
    name: "reserved mail domain",
    find: (text) =>
      text.includes("@") // few texts do, and to look for what stands before one takes long
        ? [...text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)*)/g)].find((match) => !RESERVED_DOMAIN.test(match[1]!))?.[0]
        : undefined,
  },
  {
    name: "reserved web domain",
    find: (text) =>
      [...text.matchAll(/https?:\/\/([\w.-]+)/g)].find(
        (match) => !RESERVED_DOMAIN.test(match[1]!.replace(/\.$/, "")),
      )?.[0],
  },
  {
    name: "fictional phone number",
    find: (text) =>
      [...text.matchAll(/\b(?:\+1[ -]?)?\(?\d{3}\)?[ -]\d{3}-(\d{4})\b/g)].find(
        (match) => !/555[ -]01\d\d$/.test(match[0]),
      )?.[0],
  },
  {
    name: "documentation address",
    find: (text) =>
      [...text.matchAll(/(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.]*\d)/g)].find(
        (match) => !DOCUMENTATION_ADDRESS.test(match[1]!) && match[1]!.split(".").every((part) => Number(part) < 256),
      )?.[0],
  },
  { name: "no secret", find: (text) => SECRET.exec(text)?.[0] },
  { name: "no attack payload", find: (text) => ATTACK.exec(text)?.[0] },
  { name: "no forbidden words", find: (text) => FORBIDDEN.exec(text)?.[0] },
];

/** The first thing in a text that breaks a rule. What it found is shortened, so that a secret is not repeated. */
export function unhygienic(text: string): string | undefined {
  for (const rule of HYGIENE) {
    const found = rule.find(text);
    if (found !== undefined) return `${rule.name}: ${found.trim().slice(0, 8)}…`;
  }
  return undefined;
}
