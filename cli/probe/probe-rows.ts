/** The rows of a probe: the fewest and plainest that hold what is asked about. Always the same bytes, so one purchase. */

/** Enough for a job to be accepted; every row is a call, its result and an answer. */
const ROWS = 20;
const PLACES = ["Bern", "Oslo", "Lima", "Quito", "Riga"];

/** Training data of Gemini with function-call parts, as JSON lines. */
export function functionCallRows(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const place = PLACES[index % PLACES.length]!;
    const day = `2026-03-${String(index + 1).padStart(2, "0")}`;
    return {
      contents: [
        { role: "user", parts: [{ text: `How many parcels left ${place} on ${day}?` }] },
        { role: "model", parts: [{ functionCall: { name: "count_parcels", args: { place, day } } }] },
        { role: "user", parts: [{ functionResponse: { name: "count_parcels", response: { parcels: 40 + index } } }] },
        { role: "model", parts: [{ text: `${40 + index} parcels left ${place} on ${day}.` }] },
      ],
      tools: [
        {
          functionDeclarations: [
            {
              name: "count_parcels",
              description: "Counts the parcels that left a place on a day.",
              parameters: {
                type: "OBJECT",
                properties: { place: { type: "STRING" }, day: { type: "STRING" } },
                required: ["place", "day"],
              },
            },
          ],
        },
      ],
    };
  });
  return `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
}

export const PROBE_ROWS = ROWS;
