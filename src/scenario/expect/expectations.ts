import type { ExpectationDefinition } from "./expectation-definition.ts";
import { budget } from "./kinds/budget.ts";
import { event } from "./kinds/event.ts";
import { never } from "./kinds/never.ts";
import { order } from "./kinds/order.ts";
import { state } from "./kinds/state.ts";

/** Every kind of expectation, in the order of the reference page. */
export const expectations: readonly ExpectationDefinition[] = [event, never, order, state, budget];
