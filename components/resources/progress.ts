/** Progress in Pulumi's own display: the resource's row shows the latest tick, notes stay in the diagnostics. */
import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { TuningLog } from "../../tuning";

/** One stream per resource: its ticks replace each other. */
let streams = 0;

/**
 * @param address of the engine; absent: notes and warnings go to standard error, ticks nowhere
 * @param urn of the resource
 */
export function createProgress(address: string | undefined, urn: string): TuningLog {
  const client = address === undefined ? undefined : clientOf(address);
  streams += 1;
  const stream = streams;
  const send = (severity: number, ephemeral: boolean) => (message: string) => {
    const text = redact(message);
    if (client === undefined) {
      if (!ephemeral) process.stderr.write(`${text}\n`);
      return;
    }
    const request = new LogRequest();
    request.setSeverity(severity as never);
    request.setMessage(text);
    request.setUrn(urn);
    request.setStreamid(stream);
    request.setEphemeral(ephemeral);
    // A display that cannot be reached is no reason to stop tuning.
    client.log(request, new Metadata(), { deadline: Date.now() + 5_000 }, () => undefined);
  };
  return {
    note: send(LogSeverity.INFO, false),
    tick: send(LogSeverity.INFO, true),
    warn: send(LogSeverity.WARNING, false),
  };
}

const clients = new Map<string, EngineClient>();

function clientOf(address: string): EngineClient {
  const known = clients.get(address);
  if (known !== undefined) return known;
  const client = new EngineClient(address, credentials.createInsecure());
  clients.set(address, client);
  return client;
}

const SECRET_VARIABLES = /(_KEY|_TOKEN|_SECRET|PASSWORD|PASSPHRASE)$/;

/** Takes the values of secret environment variables out of a text. */
export function redact(text: string, environment: NodeJS.ProcessEnv = process.env): string {
  let clean = text;
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value.length >= 8 && SECRET_VARIABLES.test(name))
      clean = clean.replaceAll(value, "[redacted]");
  }
  return clean;
}
