/** Which licences let rows train a model that is then used for anything. What is not known to allow it is not assumed to. */

/** SPDX names, lower case, and `own` for rows that belong to whoever tunes. */
const ALLOWING: readonly string[] = [
  "own",
  "apache-2.0",
  "mit",
  "bsd-2-clause",
  "bsd-3-clause",
  "isc",
  "unlicense",
  "0bsd",
  "cc0-1.0",
  "cc-by-3.0",
  "cc-by-4.0",
  "cdla-permissive-1.0",
  "cdla-permissive-2.0",
  "odc-by-1.0",
  "pddl-1.0",
];

/** Why rows under this licence may not be tuned on before somebody has said so; undefined when they may. */
export function licenceObjection(licence: string): string | undefined {
  const name = licence.toLowerCase();
  if (ALLOWING.includes(name)) return undefined;
  if (/(^|-)nc(-|$)|non-?commercial|research-only/.test(name)) return "forbids commercial use";
  if (/(^|-)nd(-|$)/.test(name)) return "forbids derived works";
  if (/(^|-)sa(-|$)|^a?gpl|^lgpl|^odbl/.test(name)) return "asks that what is derived carries it too";
  return "is not known to allow tuning";
}
