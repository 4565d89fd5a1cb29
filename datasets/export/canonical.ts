/** The canonical row as it is. */
import { readRow } from "../parse-row";
import type { ExportFormat } from "./format";

export const canonical: ExportFormat = {
  name: "canonical",
  render: (row) => row,
  check: (value) => readRow(value).findings,
};
