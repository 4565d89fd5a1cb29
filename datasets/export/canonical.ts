/** The canonical row as it is. */
import type { ExportFormat } from "./format";
import { readOnce } from "./turns";

export const canonical: ExportFormat = {
  name: "canonical",
  render: (row) => row,
  check: (value) => readOnce(value).findings,
};
