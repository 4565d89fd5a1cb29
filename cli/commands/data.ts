/** `flanstack data`: build, verify, show, compare and import tuning data. Needs no stack and no account. */
import { Command } from "commander";
import type { CliContext } from "../context";
import { acceptCommand } from "./data-accept";
import { buildCommand, joinCommand } from "./data-build";
import { calibrateCommand } from "./data-calibrate";
import { checkCommand } from "./data-check";
import { engineOf } from "./data-files";
import { forgetCommand } from "./data-forget";
import { analyzeCommand, exportCommand, importCommand } from "./data-import";
import { paraphraseCommand } from "./data-paraphrase";
import { pruneCommand } from "./data-prune";
import { browseCommand, diffCommand, proveCommand, reportCommand, showCommand } from "./data-view";

export function dataCommand(context: CliContext): Command {
  return new Command("data")
    .description("Builds, checks, shows and compares tuning data. Needs no stack and no account.")
    .addCommand(buildCommand(context))
    .addCommand(joinCommand(context))
    .addCommand(checkCommand(context, engineOf))
    .addCommand(showCommand(context))
    .addCommand(proveCommand(context))
    .addCommand(reportCommand(context))
    .addCommand(browseCommand(context))
    .addCommand(calibrateCommand(context))
    .addCommand(diffCommand(context))
    .addCommand(analyzeCommand(context))
    .addCommand(importCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(paraphraseCommand(context))
    .addCommand(acceptCommand(context))
    .addCommand(forgetCommand(context))
    .addCommand(pruneCommand(context));
}
