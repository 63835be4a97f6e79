import type { ApiName } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";

/** The APIs that are described in OpenAPI. */
export const describedApis = Object.keys(wireErrors) as readonly ApiName[];

/** The path of an API's description. */
export const describedAt = (api: ApiName): string => `/_ringback/openapi/${api}.json`;
