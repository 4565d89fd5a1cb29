import { describe, expect, it } from "vitest";
import { ruinTargets } from "./ruin";

const lines = Array.from({ length: 40 }, (_, index) =>
  JSON.stringify({
    contents: [
      { role: "user", parts: [{ text: `question ${index}` }] },
      { role: "model", parts: [{ text: `answer ${index}` }] },
    ],
  }),
);
const paired = (line: string) => {
  const [asked, answered] = JSON.parse(line).contents.map((content: { parts: { text: string }[] }) =>
    content.parts[0]!.text.split(" ").at(-1),
  );
  return asked === answered;
};

describe("ruinTargets", () => {
  it.each([0, 0.25, 0.5, 1])("leaves all but a share of %d of the pairs as they were", (share) => {
    const ruined = ruinTargets(lines, share);
    expect(ruined.filter((line) => !paired(line))).toHaveLength(40 * share);
    expect(ruined.map((line) => JSON.parse(line).contents[0])).toEqual(
      lines.map((line) => JSON.parse(line).contents[0]),
    );
    const answers = (all: readonly string[]) => all.map((line) => JSON.parse(line).contents[1].parts[0].text).sort();
    expect(answers(ruined)).toEqual(answers(lines));
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses the share %d", (share) => {
    expect(() => ruinTargets(lines, share)).toThrow(RangeError);
  });
});
