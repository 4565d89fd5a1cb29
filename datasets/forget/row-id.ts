/** The id of a canonical row, read without parsing the row: it stands first in its line. */

const ID = /^\{"id":("(?:[^"\\]|\\.)*")/;

export function idOfLine(line: string): string | undefined {
  const text = ID.exec(line)?.[1];
  return text === undefined ? undefined : (JSON.parse(text) as string);
}
