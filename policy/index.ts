export { checkBuckets } from "./buckets";
export { type BudgetSettings, checkBudgetPolicy } from "./budget";
export { type Declared, TYPES, type Violation, withoutUnknown } from "./declared";
export { checkAllowedModels, checkRetirement } from "./models";
export { checkPlaintextKeys } from "./plaintext-keys";
export { buildPolicies, type PolicySurroundings } from "./policies";
export { checkResidency } from "./residency";
