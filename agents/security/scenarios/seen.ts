/** What calls of the security agent give back, as far as its gold policies read it. */

export type AccountSeen = {
  readonly account: string;
  readonly team: string;
  readonly role: string;
  readonly second_factor: boolean;
  readonly state: string;
  readonly last_sign_in: string;
};

export type AccountsSeen = { readonly accounts: readonly AccountSeen[]; readonly total: number };

export type Added = {
  readonly rule_id: string;
  readonly expires_on: string;
  readonly state: string;
  readonly port: number;
};

export type Certificate = {
  readonly names: readonly string[];
  readonly expires_on: string;
  readonly days_left: number;
  readonly key_id: string;
};

export type Connection = { readonly allowed: boolean; readonly rule_id: string; readonly zone: string };

export type Detail = {
  readonly finding_id: string;
  readonly hostname: string;
  readonly component: string;
  readonly title: string;
  readonly severity: string;
  readonly score: number;
  readonly status: string;
  readonly days_open: number;
  readonly installed: string;
  readonly fixed_in: string;
};

export type Events = {
  readonly events: readonly {
    readonly event_id: string;
    readonly kind: string;
    readonly source: string;
    readonly hostname: string;
    readonly count: number;
    readonly date: string;
  }[];
  readonly total: number;
  readonly attempts: number;
};

export type Found = {
  readonly findings: readonly {
    readonly finding_id: string;
    readonly hostname: string;
    readonly title: string;
    readonly severity: string;
    readonly score: number;
    readonly status: string;
    readonly found_on: string;
  }[];
  readonly total: number;
};

export type Keys = {
  readonly keys: readonly {
    readonly key_id: string;
    readonly purpose: string;
    readonly algorithm: string;
    readonly state: string;
    readonly version: number;
    readonly due_on: string;
  }[];
  readonly total: number;
};

export type Renewed = {
  readonly names: readonly string[];
  readonly previous_expiry: string;
  readonly expires_on: string;
};

export type Rotated = { readonly version: number; readonly algorithm: string; readonly due_on: string };

export type Rules = {
  readonly rules: readonly {
    readonly rule_id: string;
    readonly action: string;
    readonly source: string;
    readonly zone: string;
    readonly port: number;
    readonly state: string;
    readonly hits: number;
  }[];
  readonly total: number;
};

export type Scan = {
  readonly hostname: string;
  readonly previous_scan: string;
  readonly open_ports: readonly { readonly port: number; readonly service: string }[];
  readonly findings: readonly { readonly finding_id: string; readonly title: string; readonly severity: string }[];
};

export type SignIns = {
  readonly sign_ins: readonly {
    readonly account: string;
    readonly date: string;
    readonly time: string;
    readonly source: string;
    readonly result: string;
  }[];
  readonly total: number;
};

export type Transport = {
  readonly offered: readonly string[];
  readonly weak: readonly string[];
  readonly verdict: string;
};

export type Verified = {
  readonly fixed: boolean;
  readonly installed: string;
  readonly fixed_in: string;
  readonly status: string;
};
