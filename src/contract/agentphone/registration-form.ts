import * as z from "zod";

const short = () => z.string().min(1).max(200);
const optionalText = (most = 200) => z.string().max(most).nullish();

const httpsUrl = () =>
  z
    .string()
    .max(2048)
    .regex(/^https:\/\/\S+$/i, "must be an https URL");

const useCases = [
  "account_notification",
  "customer_care",
  "delivery_notification",
  "fraud_alert",
  "higher_education",
  "marketing",
  "polling_voting",
  "public_service_announcement",
  "security_alert",
  "two_factor_authentication",
] as const;

const organizationTypes = [
  "sole_proprietor",
  "private_corporation",
  "public_corporation",
  "llc",
  "partnership",
  "non_profit",
  "co_op",
  "government",
] as const;

const contactTitles = ["ceo", "cfo", "cto", "coo", "vp", "gm", "director", "other"] as const;

/** What a standard brand has to say and a sole proprietor need not. */
const brandFields = [
  "business_name",
  "organization_type",
  "contact_title",
  "ein",
  "privacy_policy_url",
  "terms_of_service_url",
] as const;

const person = () => ({
  registration_type: z.enum(["sole_proprietor", "standard_brand"]),
  first_name: short(),
  last_name: short(),
  email: z
    .string()
    .max(200)
    .regex(/^[^\s@]+@[^\s@]+$/, "must be an email address"),
  phone_number: z.string().min(1).max(64),
  street_address: short(),
  street_address_2: optionalText(),
  city: short(),
  state: short(),
  zip_code: z.string().min(1).max(20),
  country: z.string().min(2).max(2).optional(),
});

const brand = () => ({
  business_name: optionalText(),
  brand_name: optionalText(),
  organization_type: z.enum(organizationTypes).nullish(),
  contact_title: z.enum(contactTitles).nullish(),
  contact_title_other: optionalText(),
  ein: optionalText(32),
  website_url: optionalText(2048),
  industry: optionalText(),
  business_regions: z.array(z.string().min(1).max(64)).max(50).optional(),
  privacy_policy_url: optionalText(2048),
  terms_of_service_url: optionalText(2048),
});

const campaign = () => ({
  planned_numbers: z.int().min(1).max(10_000).optional(),
  description: z.string().min(40).max(4096),
  use_cases: z.array(z.enum(useCases)).min(1).max(5),
  volume: z.enum(["low", "high"]).optional(),
  message_samples: z.array(z.string().min(20).max(1024)).min(2).max(5),
  consent_flow: z.string().min(40).max(4096),
  opt_in_image_url: httpsUrl(),
  includes: z
    .array(z.enum(["links", "phone_numbers", "age_gated", "direct_lending"]))
    .max(4)
    .optional(),
  link_sample: optionalText(2048),
  create_sub_account: z.boolean().optional(),
});

/** The form of a registration: who it is, what they stand for, and what they will text. */
export const registrationForm = () =>
  z.object({ ...person(), ...brand(), ...campaign() }).superRefine((form, context) => {
    if (form.registration_type !== "standard_brand") return;
    for (const name of brandFields) {
      if (form[name] !== undefined && form[name] !== null && form[name] !== "") continue;
      context.addIssue({ code: "custom", path: [name], message: "is required for a standard brand" });
    }
  });
