/** Tuned endpoints of a Vertex project, with the day their base model ends. */
import { type Catalog, findModel } from "../../catalog";
import { systemClock } from "../../primitives";
import { createVertexBackend, vertexHeaders } from "../../tuning/adapters/vertex";
import type { TunedModel } from "./openai-source";

export interface VertexPlace {
  readonly project: string;
  readonly location: string;
  readonly baseUrl?: string;
}

/** Every model that a tuning job of this project and location left. */
export async function listVertexModels(catalog: Catalog, place: VertexPlace): Promise<TunedModel[]> {
  const headers = vertexHeaders(place.baseUrl);
  const jobs = await createVertexBackend({ ...place, headers, clock: systemClock }).list();
  return jobs.flatMap((job): TunedModel[] => {
    const model = job.tunedModel?.endpoint ?? job.tunedModel?.model;
    if (model === undefined || job.state !== "succeeded") return [];
    const baseModel = job.baseModel ?? "unknown";
    const endsOn = findModel(catalog, "gemini", baseModel)?.servesUntil ?? undefined;
    return [
      {
        provider: "gemini",
        model,
        baseModel,
        job: job.name,
        labels: job.labels,
        ...(endsOn === undefined ? {} : { endsOn, endSource: "the catalogue" as const }),
      },
    ];
  });
}
