/** The order of a file: types evenly interleaved, so that every column has values early and any prefix is a fair sample. */
import { createRandom } from "../primitives";
import type { Example } from "./types";

export function orderExamples(examples: readonly Example[], ...key: readonly (string | number)[]): Example[] {
  const types = [...new Set(examples.map((example) => example.row.type))];
  const placed = types.flatMap((type) => {
    const members = createRandom("order", type, ...key).shuffle(
      examples.filter((example) => example.row.type === type),
    );
    return members.map((example, index) => ({ example, place: (index + 0.5) / members.length }));
  });
  return placed
    .sort((left, right) => left.place - right.place || (left.example.row.id < right.example.row.id ? -1 : 1))
    .map(({ example }) => example);
}
