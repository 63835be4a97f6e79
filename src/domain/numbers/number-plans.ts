// What is used of the number plans, named one by one so that the rest of the package stays out of the bundle.
export { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
