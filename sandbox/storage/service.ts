/**
 * Cloud Storage as a service of the sandbox. The same routes answer under the prefixes that clients use: `/storage/v1`,
 * none (STORAGE_EMULATOR_HOST), `/download/storage/v1`, and `/upload/storage/v1` for uploads.
 */
import type { Exchange, Reply } from "../http/exchange";
import { createRouter, type Router } from "../http/router";
import type { Service } from "../server";
import { accessControlRoutes } from "./access-controls";
import { bucketRoutes } from "./buckets";
import { storageErrorReply } from "./errors";
import { applyFieldMask } from "./field-mask";
import { iamRoutes } from "./iam";
import { objectRoutes } from "./objects";
import { projectRoutes } from "./project-resources";
import { uploadedBytes, uploadRoutes } from "./uploads";

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
    finish: maskFields,
  };
}

function maskFields(exchange: Exchange, reply: Reply): Reply {
  const { body } = reply;
  const isJson = reply.status === 200 && typeof body === "object" && !Buffer.isBuffer(body);
  return isJson ? { ...reply, body: applyFieldMask(body, exchange.query.get("fields")) } : reply;
}
