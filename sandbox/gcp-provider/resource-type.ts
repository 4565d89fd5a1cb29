/** What one resource type of the provider can do; `provider.ts` holds the rules that all types share. */
import type { Properties } from "./property-values";

export interface TypeFailure {
  readonly property: string;
  readonly reason: string;
}

export interface ResourceType {
  /** Input properties that are modelled; any other is refused. */
  readonly inputs: readonly string[];
  /** Inputs whose change makes a new resource. */
  readonly replaces: readonly string[];
  /** Inputs that the service fills in when the program leaves them out: their absence is no change. */
  readonly computed: readonly string[];
  /** Values of inputs that the program leaves out. */
  readonly defaults: Properties;
  /** Property names required of the program. */
  readonly required: readonly string[];
  /** Longest name the provider may make up. */
  readonly maximumName: number;
  check?(inputs: Properties): TypeFailure[];
  /** Two values of an input that mean the same although they are written differently. */
  isSame?(property: string, left: unknown, right: unknown): boolean;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  /** The state as it is now; `undefined` when the resource is gone. */
  read(state: Properties): Promise<Properties | undefined>;
  update(state: Properties, inputs: Properties): Promise<Properties>;
  delete(state: Properties): Promise<void>;
}
