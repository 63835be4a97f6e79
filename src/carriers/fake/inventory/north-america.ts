import type { NumberArea, NumberPool } from "./number-pool.ts";

// 555-0100 to 555-0199 is set aside for fiction in every area code of the North American plan.
const area = (locality: string, ...areaCodes: readonly string[]): NumberArea => ({
  locality,
  blocks: areaCodes.map((code) => `+1 ${code} 555 01xx`),
});

const usLocal: NumberPool = {
  country: "US",
  type: "local",
  areas: [
    area("san-francisco", "415"),
    { ...area("new-york", "212", "646", "718", "332"), opening: "+12125550186" },
    area("los-angeles", "213", "310"),
    area("chicago", "312", "773"),
    area("boston", "617"),
    area("seattle", "206"),
    area("austin", "512"),
    area("houston", "713"),
    area("dallas", "214"),
    area("denver", "303"),
    area("miami", "305"),
    area("atlanta", "404"),
    area("philadelphia", "215"),
    area("phoenix", "602"),
    area("san-diego", "619"),
    area("san-jose", "408"),
    area("washington", "202"),
    area("las-vegas", "702"),
    area("portland", "503"),
    area("detroit", "313"),
    area("minneapolis", "612"),
  ],
};

// The plan has no range for mobiles: their own area codes only keep the two kinds apart for the eye.
const usMobile: NumberPool = {
  country: "US",
  type: "mobile",
  areas: [
    area("san-francisco", "628"),
    area("new-york", "917", "347", "929"),
    area("los-angeles", "323", "424"),
    area("chicago", "872"),
    area("boston", "857"),
    area("seattle", "564"),
    area("austin", "737"),
    area("houston", "832", "281"),
    area("dallas", "469", "972"),
    area("denver", "720"),
    area("miami", "786"),
    area("atlanta", "678", "470"),
    area("philadelphia", "267"),
    area("phoenix", "480"),
    area("san-diego", "858"),
    area("san-jose", "669"),
    area("washington", "771"),
    area("las-vegas", "725"),
    area("portland", "971"),
  ],
};

const usNational: NumberPool = {
  country: "US",
  type: "national",
  areas: [{ blocks: ["800", "888", "877", "866", "855", "844", "833"].map((code) => `+1 ${code} 555 01xx`) }],
};

const canadaLocal: NumberPool = {
  country: "CA",
  type: "local",
  areas: [
    area("toronto", "416"),
    area("montreal", "514"),
    area("vancouver", "604"),
    area("calgary", "403"),
    area("ottawa", "613"),
    area("edmonton", "780"),
    area("winnipeg", "204"),
    area("quebec", "418"),
    area("halifax", "902"),
  ],
};

const canadaMobile: NumberPool = {
  country: "CA",
  type: "mobile",
  areas: [
    area("toronto", "647", "437"),
    area("montreal", "438"),
    area("vancouver", "778", "236"),
    area("calgary", "587"),
    area("ottawa", "343"),
    area("edmonton", "825"),
    area("winnipeg", "431"),
    area("quebec", "581"),
    area("halifax", "782"),
  ],
};

/** The numbers of the United States and Canada, all of the form that films use. */
export const northAmerica: readonly NumberPool[] = [usLocal, usMobile, usNational, canadaLocal, canadaMobile];
