/**
 * JSON Schemas of Vertex AI's messages, made from the protocol buffers that Google publishes in `@google-cloud/aiplatform`.
 * Stricter than proto3's own JSON reading, which drops what it does not know: unknown fields, wrong enum names and
 * output-only fields in requests are errors here. Int64 are digit texts in replies; in requests numbers are allowed too.
 */

interface ProtoField {
  readonly type: string;
  readonly rule?: string;
  readonly keyType?: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

interface ProtoNode {
  readonly nested?: Readonly<Record<string, ProtoNode>>;
  readonly fields?: Readonly<Record<string, ProtoField>>;
  readonly values?: Readonly<Record<string, number>>;
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>;
}

export type JsonSchema = { [key: string]: unknown };

/** `request` refuses what only the service may set; `reply` is what the service may send. */
type Direction = "request" | "reply";

export interface WantedMessage {
  /** `google.cloud.aiplatform.v1.TuningJob` */
  readonly message: string;
  readonly direction: Direction;
  /** Fields that Google's own clients know and the published protocol buffers lack. */
  readonly more?: Readonly<Record<string, JsonSchema>>;
}

const SCALARS: Readonly<Record<string, (direction: Direction) => JsonSchema>> = {
  string: () => ({ type: "string" }),
  bytes: () => ({ type: "string" }),
  bool: () => ({ type: "boolean" }),
  int32: () => ({ type: "integer" }),
  uint32: () => ({ type: "integer" }),
  float: () => ({ type: "number" }),
  double: () => ({ type: "number" }),
  int64: (direction) =>
    direction === "reply"
      ? { type: "string", pattern: "^-?\\d+$" }
      : { anyOf: [{ type: "string", pattern: "^-?\\d+$" }, { type: "integer" }] },
};

/** Messages whose JSON is not an object of their fields. */
const WELL_KNOWN: Readonly<Record<string, JsonSchema>> = {
  "google.protobuf.Timestamp": { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$" },
  "google.protobuf.Duration": { type: "string", pattern: "^-?\\d+(\\.\\d+)?s$" },
  "google.protobuf.FieldMask": { type: "string" },
  "google.protobuf.Struct": { type: "object" },
  "google.protobuf.Value": {},
  "google.protobuf.ListValue": { type: "array" },
  "google.protobuf.Any": { type: "object", required: ["@type"] },
  "google.protobuf.Empty": { type: "object", additionalProperties: false },
};

/** The wanted messages and everything they hold, as definitions named `direction:message`. */
export function schemasFromProtos(protos: ProtoNode, wanted: readonly WantedMessage[]): Record<string, JsonSchema> {
  const definitions: Record<string, JsonSchema> = {};
  const extensions = new Map(wanted.map(({ message, direction, more }) => [`${direction}:${message}`, more ?? {}]));
  for (const { message, direction } of wanted) define(message, direction);
  return Object.fromEntries(Object.entries(definitions).sort(([left], [right]) => (left < right ? -1 : 1)));

  function define(name: string, direction: Direction): JsonSchema {
    const known = WELL_KNOWN[name];
    if (known !== undefined) return known;
    const key = `${direction}:${name}`;
    if (definitions[key] === undefined) {
      definitions[key] = {}; // messages may hold themselves
      definitions[key] = messageSchema(name, direction, extensions.get(key) ?? {});
    }
    return { $ref: `#/definitions/${key}` };
  }

  function messageSchema(name: string, direction: Direction, more: Readonly<Record<string, JsonSchema>>): JsonSchema {
    const node = find(protos, name);
    if (node.values !== undefined) return enumSchema(node, direction);
    const properties: Record<string, JsonSchema> = { ...more };
    const required: string[] = [];
    for (const [field, { options = {}, ...proto }] of Object.entries(node.fields ?? {})) {
      const behaviour = String(options["(google.api.field_behavior)"] ?? "");
      if (direction === "request" && behaviour === "OUTPUT_ONLY") continue;
      if (direction === "request" && behaviour === "REQUIRED") required.push(field);
      properties[field] = fieldSchema(name, proto, direction);
    }
    const exclusive = Object.entries(node.oneofs ?? {}).filter(
      ([oneof, { oneof: fields }]) => !oneof.startsWith("_") && fields.length > 1,
    );
    return {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(Object.entries(properties).sort(([left], [right]) => (left < right ? -1 : 1))),
      ...(required.length > 0 ? { required: required.sort() } : {}),
      ...(exclusive.length > 0 ? { allOf: exclusive.map(([, { oneof }]) => atMostOne(oneof)) } : {}),
    };
  }

  function fieldSchema(owner: string, field: ProtoField, direction: Direction): JsonSchema {
    const scalar = SCALARS[field.type];
    const inner = scalar === undefined ? define(resolve(protos, owner, field.type), direction) : scalar(direction);
    if (field.keyType !== undefined) return { type: "object", additionalProperties: inner };
    return field.rule === "repeated" ? { type: "array", items: inner } : inner;
  }
}

function enumSchema(node: ProtoNode, direction: Direction): JsonSchema {
  const names = Object.keys(node.values!);
  return direction === "reply" ? { enum: names } : { enum: [...names, ...Object.values(node.values!)] };
}

function atMostOne(fields: readonly string[]): JsonSchema {
  return {
    not: {
      anyOf: fields.flatMap((first, index) => fields.slice(index + 1).map((second) => ({ required: [first, second] }))),
    },
  };
}

function lookUp(root: ProtoNode, name: string): ProtoNode | undefined {
  return name.split(".").reduce<ProtoNode | undefined>((node, part) => node?.nested?.[part], root);
}

function find(root: ProtoNode, name: string): ProtoNode {
  const node = lookUp(root, name);
  if (node === undefined) throw new Error(`the protocol buffers have no ${name}`);
  return node;
}

/** A type name as a field writes it: absolute, or relative to any of the scopes around it. */
function resolve(root: ProtoNode, owner: string, type: string): string {
  const scopes = owner.split(".");
  for (let length = scopes.length; length >= 0; length -= 1) {
    const name = [...scopes.slice(0, length), type].join(".");
    const node = lookUp(root, name);
    if (node?.fields !== undefined || node?.values !== undefined) return name;
  }
  if (WELL_KNOWN[type] !== undefined) return type;
  throw new Error(`${owner} names ${type}, which the protocol buffers do not have`);
}
