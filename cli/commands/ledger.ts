/** `flanstack ledger create`: makes the ledger of paid jobs, once, as an explicit step. */
import { Command } from "commander";
import { createLedger } from "../../tuning";
import type { CliContext } from "../context";
import { collectSetting } from "../options";

interface CreateOptions {
  readonly project?: string;
  readonly region?: string;
  readonly label: Readonly<Record<string, string>>;
}

export function ledgerCommand(context: CliContext): Command {
  return new Command("ledger").description("The record of paid jobs, outside every stack.").addCommand(
    new Command("create")
      .argument("<address>", "gs://bucket/prefix or file:///folder")
      .description("makes gs://bucket/prefix or file:///folder; one that exists is left as it is")
      .option("--project <id>", "Google Cloud project that owns the bucket")
      .option("--region <name>", "region of the bucket")
      .option("--label <name=value>", "a label of the bucket; repeatable", collectSetting, {})
      .addHelpText(
        "after",
        "\nExample:\n  flanstack ledger create gs://my-ledger/flanstack --project my-project --region us-central1 --label owner=ml",
      )
      .action(async (address: string, options: CreateOptions) => {
        const storageBaseUrl = context.environment.FLANSTACK_STORAGE_BASE_URL || undefined;
        const made = await createLedger({
          address,
          project: options.project,
          location: options.region,
          labels: options.label,
          storageBaseUrl,
        });
        context.write(made ? `Made ${address}.` : `${address} is there already; nothing was changed.`);
        context.write(`Next: pulumi config set flanstack:ledger ${address}`);
      }),
  );
}
