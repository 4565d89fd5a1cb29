/** A value as TypeScript source, laid out as the formatter would: on one line where it fits, else one entry per line. */

const WIDTH = 120;

/** @param column where the text starts; @param indent of the line it starts on */
export function printLiteral(value: unknown, column = 0, indent = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inline = printInline(value);
  if (column + inline.length < WIDTH && !mustBreak(value)) return inline;
  const inner = " ".repeat(indent + 2);
  const entries = Array.isArray(value)
    ? value.map((item) => printLiteral(item, indent + 2, indent + 2))
    : Object.entries(value).map(([key, item]) => {
        const head = `${printKey(key)}: `;
        return head + printLiteral(item, indent + 2 + head.length, indent + 2);
      });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join("")}${" ".repeat(indent)}${close}`;
}

function printInline(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printInline).join(", ")}]`;
  const entries = Object.entries(value).map(([key, item]) => `${printKey(key)}: ${printInline(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** The formatter breaks lists of several objects with several keys each. */
function mustBreak(value: unknown): boolean {
  if (!Array.isArray(value)) return typeof value === "object" && value !== null && Object.values(value).some(mustBreak);
  const isRich = (item: unknown) => typeof item === "object" && item !== null && Object.keys(item).length > 1;
  return (value.length > 1 && value.every(isRich)) || value.some(mustBreak);
}
