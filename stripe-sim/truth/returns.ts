import type { DeclaredName } from './declared.ts'

/** What each endpoint returns to a server when it does not refuse, by its route. */
export const returns: Record<string, DeclaredName> = {
  'GET /v1/account': 'Account',
  'GET /v1/accounts/:id': 'Account',
  'GET /v1/balance_transactions': 'BalanceTransactions',
  'GET /v1/balance_transactions/:id': 'BalanceTransaction',
  'GET /v1/charges': 'Charges',
  'GET /v1/charges/:id': 'Charge',
  'GET /v1/charges/search': 'ChargesFound',
  'GET /v1/confirmation_tokens/:id': 'ConfirmationToken',
  'GET /v1/customers': 'Customers',
  'GET /v1/customers/:id': 'CustomerOrDeleted',
  'GET /v1/customers/:id/payment_methods': 'PaymentMethods',
  'GET /v1/customers/:id/payment_methods/:payment_method': 'PaymentMethod',
  'GET /v1/customers/search': 'CustomersFound',
  'GET /v1/disputes': 'Disputes',
  'GET /v1/disputes/:id': 'Dispute',
  'GET /v1/events': 'Events',
  'GET /v1/events/:id': 'Event',
  'GET /v1/payment_intents': 'PaymentIntents',
  'GET /v1/payment_intents/:id': 'PaymentIntent',
  'GET /v1/payment_intents/search': 'PaymentIntentsFound',
  'GET /v1/payment_methods': 'PaymentMethods',
  'GET /v1/payment_methods/:id': 'PaymentMethod',
  'GET /v1/radar/early_fraud_warnings': 'EarlyFraudWarnings',
  'GET /v1/radar/early_fraud_warnings/:id': 'EarlyFraudWarning',
  'GET /v1/refunds': 'Refunds',
  'GET /v1/refunds/:id': 'Refund',
  'GET /v1/webhook_endpoints': 'WebhookEndpoints',
  'GET /v1/webhook_endpoints/:id': 'WebhookEndpoint',
  'POST /v1/charges/:id': 'Charge',
  'POST /v1/charges/:id/capture': 'Charge',
  'POST /v1/confirmation_tokens': 'ConfirmationToken',
  'POST /v1/customers': 'Customer',
  'POST /v1/customers/:id': 'Customer',
  'POST /v1/disputes/:id': 'Dispute',
  'POST /v1/disputes/:id/close': 'Dispute',
  'POST /v1/payment_intents': 'PaymentIntent',
  'POST /v1/payment_intents/:id': 'PaymentIntent',
  'POST /v1/payment_intents/:id/cancel': 'PaymentIntent',
  'POST /v1/payment_intents/:id/capture': 'PaymentIntent',
  'POST /v1/payment_intents/:id/confirm': 'PaymentIntent',
  'POST /v1/payment_methods': 'PaymentMethod',
  'POST /v1/payment_methods/:id': 'PaymentMethod',
  'POST /v1/payment_methods/:id/attach': 'PaymentMethod',
  'POST /v1/payment_methods/:id/detach': 'PaymentMethod',
  'POST /v1/refunds': 'Refund',
  'POST /v1/refunds/:id': 'Refund',
  'POST /v1/refunds/:id/cancel': 'Refund',
  'POST /v1/test_helpers/confirmation_tokens': 'ConfirmationToken',
  'POST /v1/webhook_endpoints': 'WebhookEndpoint',
  'POST /v1/webhook_endpoints/:id': 'WebhookEndpoint',
  'DELETE /v1/customers/:id': 'DeletedCustomer',
  'DELETE /v1/webhook_endpoints/:id': 'DeletedWebhookEndpoint',
}

/** What a browser is given in place of some of these. */
export const returnsToBrowser: Partial<Record<DeclaredName, DeclaredName>> = {
  Error: 'BrowserError',
  PaymentIntent: 'BrowserPaymentIntent',
}

/**
 * Endpoints that always refuse: every charge belongs to an intent, which is what is captured, and
 * no refund to a card ever waits for the guest, which is when it can be canceled.
 */
export const refusing = ['POST /v1/charges/:id/capture', 'POST /v1/refunds/:id/cancel']
