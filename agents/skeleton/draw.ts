/** Values for a function's arguments, out of a world, and the words that hold them. */
import type { Json, Random } from "../../primitives";
import type { Arguments, Slot, Slots } from "../contract";
import type { Leaf } from "./definitions";
import type { SkeletonWorld } from "./world";

export interface Drawn {
  readonly slots: Slots;
  readonly args: Arguments;
}

const DAY = 86_400_000;

/** @param prefix keeps the slots of two calls apart */
export function drawArguments(leaves: readonly Leaf[], world: SkeletonWorld, random: Random, prefix = ""): Drawn {
  const slots: Record<string, Slot> = {};
  const args: Record<string, Json> = {};
  const taken = new Set<string>();
  for (const leaf of leaves) {
    let slot = slotFor(leaf, world, random);
    for (let tries = 0; tries < 8 && taken.has(JSON.stringify(slot.value)); tries += 1)
      slot = slotFor(leaf, world, random);
    taken.add(JSON.stringify(slot.value));
    slots[prefix + leaf.slot] = slot;
    place(args, leaf.path, slot.value);
  }
  return { slots, args };
}

function slotFor({ schema, meaning, kind, label }: Leaf, world: SkeletonWorld, random: Random): Slot {
  switch (meaning) {
    case "entity":
      return { value: random.pick(world.entities[kind]!).id };
    case "choice": {
      const value = random.pick(schema.enum!);
      return { value, text: [value.replaceAll("_", " ").toLowerCase()], derivation: "synonym" };
    }
    case "switch": {
      const value = random.chance(0.5);
      return { value, text: [value ? "switched on" : "switched off"], derivation: "synonym" };
    }
    case "number": {
      const least = Math.ceil(schema.minimum ?? Math.min(1, schema.maximum ?? 1));
      return { value: random.int(least, Math.max(least, Math.min(schema.maximum ?? least + 400, least + 400))) };
    }
    case "date":
      return {
        value: new Date(Date.parse(`${world.today}T00:00:00Z`) + random.int(-30, 30) * DAY).toISOString().slice(0, 10),
      };
    case "email":
      return { value: `${random.pick(world.phrases).replaceAll(" ", ".")}@example.com` };
    case "address":
      return { value: `https://example.com/${random.pick(world.phrases).replaceAll(" ", "-")}` };
    case "text":
      return {
        value:
          label.includes("name") || random.chance(0.6)
            ? random.pick(world.phrases)
            : `notes on the ${random.pick(world.phrases)}`,
      };
  }
}

function place(into: Record<string, Json>, path: Leaf["path"], value: Json): void {
  let at: Record<string | number, Json> = into;
  path.slice(0, -1).forEach((part, index) => {
    at[part] ??= typeof path[index + 1] === "number" ? [] : {};
    at = at[part] as Record<string | number, Json>;
  });
  at[path.at(-1)!] = value;
}
