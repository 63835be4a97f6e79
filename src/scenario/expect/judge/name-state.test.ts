import { expect, it } from "vitest";
import { nameState } from "./name-state.ts";

const line = { provider: "store", balanceUsd: 10 };
const state = {
  now: "2026-04-01T10:22:00.000Z",
  lines: { "+12125550186": line },
  accounts: { default: { id: "acct_001", walletUsd: 1000 }, shop: { id: "acct_002", walletUsd: 3 } },
};

it("lets a file's names lead to its lines and accounts, beside their numbers and names", () => {
  const named = nameState(state, { inbox: "+12125550186" }, { buyer: "acct_002" });
  expect(named["lines"]).toEqual({ "+12125550186": line, inbox: line });
  expect(named["accounts"]).toEqual({ ...state.accounts, buyer: state.accounts.shop });
  expect(named["now"]).toBe(state.now);
});

it("prefers the file's names, and knows nothing of what is gone", () => {
  const named = nameState(state, { gone: "+12125550199" }, { default: "acct_002" });
  expect(named["lines"]).toEqual(state.lines);
  expect(named["accounts"]).toEqual({ default: state.accounts.shop, shop: state.accounts.shop });
});
