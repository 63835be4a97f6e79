"use strict";

const refuse = () => {
  throw new Error("Ringback is bundled without body-parser: see scripts/stand-ins.js.");
};

module.exports = { json: refuse, raw: refuse, text: refuse, urlencoded: refuse };
