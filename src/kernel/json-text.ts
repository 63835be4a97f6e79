const texts = new WeakMap<object, string>();

/** An object as JSON, worked out once however often it is asked for. Only for objects that never change again. */
export const jsonTextOf = (value: object): string => {
  let text = texts.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    texts.set(value, text);
  }
  return text;
};
