/**
 * Open models that Vertex tunes (Qwen, Gemma, Llama): the same tuning jobs as Gemini's, but the weights land in the user's
 * bucket and nothing serves them. Told from the base model's name, which is part of the identity already.
 */

/** `qwen/qwen3@qwen3-8b`: publisher, model, version, as Vertex's Model Garden names open models. */
const OPEN_MODEL = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*@[a-z0-9][a-z0-9._-]*$/i;

/** True for a base model that Vertex tunes as an open model; Gemini's names have no publisher. */
export function isOpenModel(baseModel: string): boolean {
  return OPEN_MODEL.test(baseModel);
}
