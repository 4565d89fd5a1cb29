/** Rows of the user's own among the generated lines: evenly, so that any part of the file is a fair sample of both. */

/** For each place of the woven file: the next own line, or the next mixed one. */
export function* weave<T>(own: Iterable<T>, ownCount: number, mixed: readonly T[]): Generator<T> {
  let at = 0;
  let position = 0;
  for (const line of own) {
    while (at < mixed.length && (at + 0.5) / mixed.length < (position + 0.5) / ownCount) {
      yield mixed[at]!;
      at += 1;
    }
    yield line;
    position += 1;
  }
  yield* mixed.slice(at);
}
