/** Words that every terminal report is made of: labelled blocks that wrap, dollars, counts, and colour on top. */
import { createColors } from "picocolors";

const LABEL_WIDTH = 10;
/** Narrower terminals get this width and wrap by themselves. */
export const NARROWEST = 60;

/** A label and its text, continued under the text. A word longer than a line keeps its length. */
export function wrap(label: string, text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width - LABEL_WIDTH - indent) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  const margin = " ".repeat(LABEL_WIDTH + indent);
  return lines.map((each, index) => (index === 0 ? ` ${label}`.padEnd(LABEL_WIDTH + indent) : margin) + each);
}

/** A problem or warning: where and what, then the way out, indented. A table in the message is left to the report. */
export function finding(
  label: string,
  problem: { readonly path: string; readonly message: string; readonly fix: string },
  width: number,
): string[] {
  const [first] = problem.message.split("\n");
  return [...wrap(label, `${problem.path}: ${first}`, width), ...wrap("", problem.fix, width, 2)];
}

/** `$7,446.00`; a started cent is a cent, since that is what a budget is compared with. */
export function dollars(usd: number): string {
  const cents = Math.ceil(Math.round(usd * 1_000_000) / 10_000);
  const [whole, rest] = (cents / 100).toFixed(2).split(".");
  return `$${thousands(Number(whole))}.${rest}`;
}

/** `7,446` */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 agent`, `2,880 rows` */
export function count(number: number, noun: string): string {
  return `${thousands(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** Ends every line without trailing blanks, and the whole with one line break. */
export function asText(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/**
 * Colours the labels of a finished report. Only labels: the text says the same without colour, and its width was measured
 * before.
 */
export function paint(text: string, isColoured: boolean): string {
  if (!isColoured) return text;
  const colours = createColors(true);
  return text
    .split("\n")
    .map((line, index) => {
      if (index === 0) return colours.bold(line);
      const isTableHead = /^ [A-Z][^a-z]*[A-Z]{4,}[^a-z]*[A-Z]{4,}[^a-z]*$/.test(line);
      if (isTableHead) return colours.bold(line);
      const [, label] = /^ ([A-Z][A-Z/]+)(?= |$)/.exec(line) ?? [];
      if (label === undefined) return line;
      const isBad = label === "PROBLEM" || /^ VERDICT +(BLOCKED|NO\b|refused)/.test(line);
      const colour = isBad ? colours.red : label === "WARNING" ? colours.yellow : colours.bold;
      return ` ${colour(label)}${line.slice(label.length + 1)}`;
    })
    .join("\n");
}
