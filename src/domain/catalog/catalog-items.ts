/** What an item needs at checkout, as far as it is publicly known. */
export interface CheckoutRequirements {
  readonly serviceType: string;
  readonly requiredFields: readonly string[];
  readonly managementCapabilities?: readonly string[];
  readonly supportedImages?: readonly string[];
}

/** One thing on the store's shelf. Without requirements, nobody outside knows what it needs. */
export interface CatalogItem {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly checkoutKind: string;
  readonly keywords: readonly string[];
  readonly requirements?: CheckoutRequirements;
}

export const categories = [
  { id: "telephony", name: "Telephony" },
  { id: "compute", name: "Compute" },
  { id: "domains", name: "Domains" },
  { id: "storage", name: "Storage" },
  { id: "api_tokens", name: "API Tokens" },
] as const;

/** The eight publicly known items. */
export const catalogItems: readonly CatalogItem[] = [
  {
    id: "cat_phone_global_001",
    sku: "phone-global-rental",
    name: "Global Phone Numbers",
    category: "telephony",
    checkoutKind: "custom",
    keywords: ["phone number", "sms", "voice", "otp"],
    requirements: {
      serviceType: "phone_number",
      requiredFields: ["countryCode", "numberType", "capabilities"],
      managementCapabilities: ["phone:balance:topup", "phone:messages:read", "phone:missed-calls:read"],
    },
  },
  {
    id: "cat_vps_micro",
    sku: "vps-micro-monthly",
    name: "VPS Micro",
    category: "compute",
    checkoutKind: "custom",
    keywords: ["server"],
    requirements: {
      serviceType: "server",
      requiredFields: ["hostname", "region", "image", "billingTermMonths"],
      supportedImages: ["ubuntu-24.04", "debian-12", "nvidia-ai-ubuntu"],
    },
  },
  {
    id: "cat_vps_small",
    sku: "vps-small-monthly",
    name: "VPS Small",
    category: "compute",
    checkoutKind: "custom",
    keywords: ["server"],
  },
  {
    id: "cat_vps_gpu_standard",
    sku: "vps-gpu-standard",
    name: "GPU Standard",
    category: "compute",
    checkoutKind: "custom",
    keywords: ["server"],
  },
  {
    id: "cat_domain_com",
    sku: "domain-com-registration",
    name: ".com Domain Registration",
    category: "domains",
    checkoutKind: "custom",
    keywords: ["dns"],
    requirements: {
      serviceType: "domain",
      requiredFields: ["domainName", "periodYears", "registrantEmail", "registrantCountry"],
    },
  },
  {
    id: "cat_storage_object_001",
    sku: "storage-object-starter",
    name: "Object Storage Starter",
    category: "storage",
    checkoutKind: "custom",
    keywords: ["bucket"],
    requirements: {
      serviceType: "storage_service",
      requiredFields: ["region", "storageClass", "capacityGb"],
      managementCapabilities: [
        "storage:bucket-credentials:create",
        "storage:volume:expand",
        "storage:snapshot:restore",
      ],
    },
  },
  {
    id: "cat_storage_block_001",
    sku: "storage-block-100",
    name: "Block Volume 100 GB",
    category: "storage",
    checkoutKind: "custom",
    keywords: ["volume"],
  },
  {
    id: "cat_router_credit_001",
    sku: "llm-router-credit-balance",
    name: "LLM Router Credits",
    category: "api_tokens",
    checkoutKind: "custom",
    keywords: ["openai", "tokens"],
    requirements: {
      serviceType: "llm_router",
      requiredFields: ["creditAmountUsd"],
      managementCapabilities: ["router:api-key:create", "router:api-key:list", "router:usage:get"],
    },
  },
];
