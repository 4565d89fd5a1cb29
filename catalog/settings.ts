/** Names of the settings that messages of this room point at, in one place, so that a rename cannot leave a message behind. */
export const SETTINGS = {
  provider: "flanstack:provider",
  baseModel: "flanstack:baseModel",
  region: "flanstack:region",
  method: "flanstack:method",
  adapterSize: "flanstack:adapterSize",
  tuningMode: "flanstack:tuningMode",
  validationShare: "flanstack:validationShare",
  epochs: "flanstack:epochs",
  rendering: "flanstack:rendering",
  residency: "flanstack:residency",
  horizonDays: "flanstack:horizonDays",
  catalog: "flanstack:catalog",
  budget: "flanstack:budgetUsd",
  monthlyBudget: "flanstack:monthlyBudgetUsd",
  traffic: "flanstack:traffic",
  price: "flanstack:priceUsdPerMillionTokens",
} as const;
