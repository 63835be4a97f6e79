import { buyingOperations } from "./buying.ts";
import { catalogOperations } from "./catalog.ts";
import { phoneOperations } from "./phone.ts";
import { serviceOperations } from "./services.ts";

/** Every operation of the AG3N7 store that ringback plays. */
export const storeOperations = {
  ...catalogOperations,
  ...buyingOperations,
  ...serviceOperations,
  ...phoneOperations,
};
