/** Wraps a function so that it runs at its first call only and answers the same thing ever after. */
export const once = <Result>(make: () => Result): (() => Result) => {
  let made: { readonly result: Result } | undefined;
  return () => (made ??= { result: make() }).result;
};
