/** Headers for Vertex: application default credentials, or a plain token for an address that never leaves the machine. */
import { GoogleAuth } from "google-auth-library";
import { isLoopback } from "../../digest";

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

export function vertexHeaders(baseUrl: string | undefined): () => Promise<Record<string, string>> {
  if (baseUrl !== undefined && isLoopback(baseUrl)) return async () => ({ authorization: "Bearer sandbox" });
  // Refreshes by itself: jobs run longer than a token lives.
  const auth = new GoogleAuth({ scopes: SCOPE });
  return async () => Object.fromEntries((await auth.getRequestHeaders()).entries());
}
