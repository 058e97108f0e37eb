import { join } from 'node:path'
import ts from 'typescript-api'

// What a refused request holds under `error`: what the SDK declares, less what it adds by itself.
// A message, a type and the link to the log are never missing, and the code is one of Stripe's.
const errorFields = `
  Omit<Stripe.StripeRawError, 'code' | 'headers' | 'statusCode' | 'requestId' | 'detail' | 'exception'>
  & { type: Stripe.RawErrorType; message: string; request_log_url: string }
  & { code?: Stripe.PaymentIntent.LastPaymentError.Code }`

/**
 * Everything that an endpoint or event can return, as the SDK declares it. A browser sees of an
 * intent the properties that `@stripe/stripe-js` declares, which is a little behind: the two named
 * here are marked "retrievable with publishable key" in Stripe's reference.
 */
const declared = {
  Account: 'Stripe.Account',
  BalanceTransaction: 'Stripe.BalanceTransaction',
  BalanceTransactions: 'Stripe.ApiList<Stripe.BalanceTransaction>',
  BrowserError: `{ error: Omit<${errorFields}, 'payment_intent'>
    & { payment_intent?: BrowserPaymentIntent } }`,
  BrowserPaymentIntent: `Pick<Stripe.PaymentIntent,
    keyof InBrowser | 'automatic_payment_methods' | 'processing'>`,
  Charge: 'Stripe.Charge',
  Charges: 'Stripe.ApiList<Stripe.Charge>',
  ChargesFound: 'Stripe.ApiSearchResult<Stripe.Charge>',
  ConfirmationToken: 'Stripe.ConfirmationToken',
  Customer: 'Stripe.Customer',
  CustomerOrDeleted: 'Stripe.Customer | Stripe.DeletedCustomer',
  Customers: 'Stripe.ApiList<Stripe.Customer>',
  CustomersFound: 'Stripe.ApiSearchResult<Stripe.Customer>',
  DeletedCustomer: 'Stripe.DeletedCustomer',
  DeletedWebhookEndpoint: 'Stripe.DeletedWebhookEndpoint',
  Dispute: 'Stripe.Dispute',
  Disputes: 'Stripe.ApiList<Stripe.Dispute>',
  EarlyFraudWarning: 'Stripe.Radar.EarlyFraudWarning',
  EarlyFraudWarnings: 'Stripe.ApiList<Stripe.Radar.EarlyFraudWarning>',
  Error: `{ error: ${errorFields} }`,
  Event: 'Stripe.Event',
  Events: 'Stripe.ApiList<Stripe.Event>',
  PaymentIntent: 'Stripe.PaymentIntent',
  PaymentIntents: 'Stripe.ApiList<Stripe.PaymentIntent>',
  PaymentIntentsFound: 'Stripe.ApiSearchResult<Stripe.PaymentIntent>',
  PaymentMethod: 'Stripe.PaymentMethod',
  PaymentMethods: 'Stripe.ApiList<Stripe.PaymentMethod>',
  Refund: 'Stripe.Refund',
  Refunds: 'Stripe.ApiList<Stripe.Refund>',
  WebhookEndpoint: 'Stripe.WebhookEndpoint',
  WebhookEndpoints: 'Stripe.ApiList<Stripe.WebhookEndpoint>',
} as const
export type DeclaredName = keyof typeof declared

/** The declarations as the compiler sees them. */
export type Declarations = { checker: ts.TypeChecker; types: Map<string, ts.Type> }

let loaded: Declarations | undefined

/**
 * The SDK's declarations, read once per process: that takes one or two seconds. Throws when one of
 * the names above is not declared.
 */
export function declarations(): Declarations {
  loaded ??= load()
  return loaded
}

const entryPath = join(import.meta.dirname, 'declared_entry.ts')
const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  // Wire shapes need Array and Pick, and no more of the library than that.
  lib: ['lib.es5.d.ts'],
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
}

function load(): Declarations {
  const program = ts.createProgram([entryPath], options, hostWith(entryPath, entryText()))
  const entry = program.getSourceFile(entryPath)
  if (entry === undefined) throw new Error('The compiler lost its entry file.')
  const faults = program.getSemanticDiagnostics(entry).map(({ messageText }) => messageText)
  if (faults.length > 0) {
    const texts = faults.map((text) => ts.flattenDiagnosticMessageText(text, '\n'))
    throw new Error(`The SDK's declarations do not have it: ${texts.join('; ')}`)
  }
  const checker = program.getTypeChecker()
  const aliases = entry.statements.filter((statement) => ts.isTypeAliasDeclaration(statement))
  const types = new Map(
    aliases.map(({ name }) => [name.text, checker.getTypeAtLocation(name)] as const),
  )
  return { checker, types }
}

function entryText(): string {
  return [
    "import type { Stripe } from 'stripe'",
    "import type { PaymentIntent as InBrowser } from '@stripe/stripe-js'",
    ...Object.entries(declared).map(([name, type]) => `export type ${name} = ${type}`),
  ].join('\n')
}

// The entry stands in memory only, as if it lay in this folder, so that it finds the packages.
function hostWith(path: string, text: string): ts.CompilerHost {
  const disk = ts.createCompilerHost(options)
  return {
    ...disk,
    getSourceFile: (name, version, ...more) =>
      name === path
        ? ts.createSourceFile(name, text, version)
        : disk.getSourceFile(name, version, ...more),
    fileExists: (name) => name === path || disk.fileExists(name),
  }
}
