/** Where Vertex is: one host per region, others for the multi-regions that serve tuned models. */

/** @param baseUrl replaces every host, for a proxy or the sandbox */
export function vertexHost(location: string, baseUrl?: string): string {
  if (baseUrl !== undefined) return baseUrl.replace(/\/+$/, "");
  if (location === "global") return "https://aiplatform.googleapis.com";
  if (location === "us" || location === "eu") return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

/** Account part of the job key: all regional hosts are one service. */
export const VERTEX_ACCOUNT_URL = "https://aiplatform.googleapis.com";
