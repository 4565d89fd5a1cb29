/** Data, jobs, keys and endpoints stay in one part of the world. */
import { jurisdictionOf } from "../catalog";
import { type Declared, TYPES, textField, type Violation } from "./declared";

/** Inputs that name a place, per type. */
const PLACES: { readonly [type: string]: readonly (readonly string[])[] } = {
  [TYPES.tuningJob]: [["location"], ["kmsKeyName"]],
  [TYPES.tunedModel]: [["location"], ["endpointLocation"]],
  [TYPES.bucket]: [["location"], ["encryption", "defaultKmsKeyName"]],
};

/** @param residency `eu`, `us` ...; a place that is not surely inside is a violation */
export function checkResidency(resources: readonly Declared[], residency: string): Violation[] {
  return resources.flatMap((resource) =>
    (PLACES[resource.type] ?? []).flatMap((path) => {
      const value = textField(resource, ...path);
      const place = value === undefined ? undefined : locationOf(value);
      if (place === undefined || jurisdictionOf(place) === residency.toLowerCase()) return [];
      return [
        {
          urn: resource.urn,
          message: `${resource.name}: ${path.join(".")} is ${place}, which is not known to lie in "${residency}".`,
        },
      ];
    }),
  );
}

/** A location, or the one inside a resource name: `projects/p/locations/europe-west4/keyRings/...`. */
function locationOf(value: string): string {
  return /\/locations\/([^/]+)/.exec(value)?.[1] ?? value;
}
