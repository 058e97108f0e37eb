/** Those of Stripe.js's languages that our pages are written in, and where a region differs. */
const spoken = ['en', 'en-GB', 'es', 'es-ES'] as const

/**
 * What Stripe.js is told to speak on a page in `locale`: the same, else the same language, else
 * what the browser speaks.
 */
export function stripeLocale(locale: string): (typeof spoken)[number] | 'auto' {
  const [language] = locale.split('-')
  return spoken.find((one) => one === locale) ?? spoken.find((one) => one === language) ?? 'auto'
}
