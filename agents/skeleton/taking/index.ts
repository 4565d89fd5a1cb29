/** Functions that are described elsewhere, taken over. */
export { type TakenTools, takeMcp, takeOpenApi } from "./take-tools";
