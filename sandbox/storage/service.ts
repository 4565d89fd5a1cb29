/**
 * Cloud Storage as a service of the sandbox. The same routes answer under the prefixes that clients use: `/storage/v1`,
 * none (STORAGE_EMULATOR_HOST), `/download/storage/v1`, and `/upload/storage/v1` for uploads.
 */
import type { Exchange, Reply } from "../http/exchange";
import { createRouter, type Router } from "../http/router";
import { createSchemaCheck } from "../schemas/check";
import type { Service } from "../server";
import { accessControlRoutes } from "./access-controls";
import { bucketRoutes } from "./buckets";
import { storageErrorReply } from "./errors";
import { applyFieldMask } from "./field-mask";
import { iamRoutes } from "./iam";
import { objectRoutes } from "./objects";
import { projectRoutes } from "./project-resources";
import { uploadedBytes, uploadRoutes } from "./uploads";

const check = createSchemaCheck(
  "storage",
  () => require("../schemas/storage.golden.json") as { definitions: Record<string, object> },
);
const UPLOAD = /^(?:\/resumable)?\/upload\/storage\/v1(?=\/)/;
const PLAIN = /^(?:\/download)?\/storage\/v1(?=\/)|^(?=\/b(?:\/|$))/;

export function createStorageService(): Service {
  const plain = createRouter([
    ...bucketRoutes,
    ...objectRoutes,
    ...iamRoutes,
    ...accessControlRoutes,
    ...projectRoutes,
  ]);
  const uploads = createRouter(uploadRoutes);
  const router: Router = {
    match(method, path) {
      if (UPLOAD.test(path)) return uploads.match(method, path.replace(UPLOAD, ""));
      return plain.match(method, path.replace(PLAIN, ""));
    },
  };
  return {
    owns: (path) => UPLOAD.test(path) || PLAIN.test(path),
    router,
    renderError: (status, message) => storageErrorReply(status, message),
    labels: () => undefined,
    uploadedBytes,
    finish: (exchange, reply) => maskFields(exchange, checked(exchange, reply)),
  };
}

/** The type of a resource in Google's generated client, by the kind that the reply names. */
const TYPES: Readonly<Record<string, string>> = {
  "storage#bucket": "Bucket",
  "storage#buckets": "Buckets",
  "storage#object": "Object",
  "storage#objects": "Objects",
  "storage#policy": "Policy",
  "storage#rewriteResponse": "RewriteResponse",
  "storage#hmacKey": "HmacKey",
  "storage#notification": "Notification",
  "storage#serviceAccount": "ServiceAccount",
};

function checked(exchange: Exchange, reply: Reply): Reply {
  const { body } = reply;
  if (reply.status !== 200 || typeof body !== "object" || Buffer.isBuffer(body)) return reply;
  const type = TYPES[String((body as { kind?: string }).kind)];
  const problems = type === undefined ? [] : check(type, JSON.parse(JSON.stringify(body)));
  if (problems.length > 0)
    throw new Error(`the reply of ${exchange.operation} breaks the published types: ${problems.join("; ")}`);
  return reply;
}

function maskFields(exchange: Exchange, reply: Reply): Reply {
  const { body } = reply;
  const isJson = reply.status === 200 && typeof body === "object" && !Buffer.isBuffer(body);
  return isJson ? { ...reply, body: applyFieldMask(body, exchange.query.get("fields")) } : reply;
}
