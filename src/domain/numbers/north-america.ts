// Area codes of the shared +1 plan that are other countries'.
const islands = new Set(
  "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876".split(" "),
);

/** Whether a number is one of the United States or Canada, in E.164 form. */
export const isUnitedStatesOrCanada = (e164: string): boolean =>
  /^\+1[2-9]\d\d[2-9]\d{6}$/.test(e164) && !islands.has(e164.slice(2, 5));
