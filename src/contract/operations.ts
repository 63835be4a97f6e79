import { agentphoneErrors } from "./agentphone/errors.ts";
import { agentphoneOperations } from "./agentphone/agentphone-operations.ts";
import { controlErrors } from "./control/errors.ts";
import { controlOperations } from "./control/control-operations.ts";
import type { ApiName } from "./operation.ts";
import { storeErrors } from "./store/errors.ts";
import { storeOperations } from "./store/store-operations.ts";
import type { WireErrorTable } from "./wire-error.ts";

/** Everything the outside can ask for, by name. */
export const operations = { ...storeOperations, ...agentphoneOperations, ...controlOperations };

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type { InputOf, OutputOf } from "./operation.ts";

/** How each API says no. */
export const wireErrors: Readonly<Record<ApiName, WireErrorTable>> = {
  store: storeErrors,
  agentphone: agentphoneErrors,
  control: controlErrors,
};
