export { vertexHeaders } from "./credentials";
export { createVertexBackend, type VertexOptions } from "./vertex-backend";
