/** What the learner sees of a situation, as hashed binary features. */
import type { Situation } from "./conversation";
import { callsSinceUser, hash, lastUserText, resultSigns, words } from "./features";

type Seen = Pick<Situation, "system" | "tools" | "turns">;

/** Words and word pairs of the last request. */
export function requestAtoms(turns: Seen["turns"]): number[] {
  const asked = words(lastUserText(turns));
  const atoms = new Set<number>();
  asked.forEach((word, index) => {
    atoms.add(hash(`w:${word}`));
    if (index > 0) atoms.add(hash(`b:${asked[index - 1]} ${word}`));
  });
  return [...atoms];
}

/** Where the conversation stands: what was called, what came back, who spoke. */
export function stateAtoms({ turns }: Seen): number[] {
  const since = callsSinceUser(turns);
  const last = turns.at(-1);
  const signs = last?.role === "tool" ? last.results.flatMap(({ value }) => resultSigns(value)) : [];
  const users = turns.filter((turn) => turn.role === "user").length;
  return [
    ...new Set([
      hash(`step:${Math.min(since.length, 6)}`),
      hash(`last:${since.at(-1)?.name ?? "none"}`),
      hash(`two:${since.at(-2)?.name ?? "none"} ${since.at(-1)?.name ?? "none"}`),
      hash(`users:${Math.min(users, 3)}:${Math.min(since.length, 2)}`),
      ...since.map((call) => hash(`called:${call.name}`)),
      ...signs.map((sign) => hash(`r:${sign}`)),
      ...signs.map((sign) => hash(`lr:${since.at(-1)?.name} ${sign}`)),
    ]),
  ];
}

/** Words of what was asked before the last user turn: a short reply leans on them. */
export function earlierAtoms(turns: Seen["turns"]): number[] {
  const users = turns.flatMap((turn) => (turn.role === "user" ? [turn.text] : []));
  const said = words(users.slice(0, -1).join(" "));
  return [...new Set(said.map((word) => hash(`e:${word}`)))];
}
