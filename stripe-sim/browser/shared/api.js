/** Requests to the API, as the page's half of the stand-in and its frames make them. */

// As long as the server-side SDK waits by default; a request must never hang for ever.
const patience_ms = 80_000

/**
 * Sends one request: GET, or POST when `fields` are given. Resolves with `{body}` or with
 * `{error}` as Stripe.js reports it, and never rejects: `api_connection_error` when no whole
 * answer came, `api_error` when what came was none, `rate_limit_error` for 429. The types are
 * those of `StripeErrorType` in @stripe/stripe-js.
 */
export async function callApi(address, fields) {
  const post = fields && { method: 'POST', body: new URLSearchParams(pairsOf(fields)) }
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patience_ms)
  let response
  let text
  try {
    response = await fetch(address, { ...post, signal: abort.signal })
    text = await response.text()
  } catch {
    return connectionError()
  } finally {
    clearTimeout(timer)
  }
  const answer = parsed(text)
  if (answer?.error) return { error: errorOf(answer.error) }
  if (response.ok && answer) return { body: answer }
  return { error: { type: 'api_error', message: 'An unknown error occurred' } }
}

/** What every method resolves with when Stripe could not be reached. */
export function connectionError() {
  return {
    error: {
      type: 'api_connection_error',
      message:
        'We are experiencing issues connecting to our payments provider. Please check your ' +
        'internet connection and try again.',
    },
  }
}

/** `{a: {b: 1}}` becomes `a[b]=1`; what is undefined or null is left out. */
function pairsOf(fields, within = '') {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = within === '' ? name : `${within}[${name}]`
    if (value === undefined || value === null) return []
    return typeof value === 'object' ? pairsOf(value, path) : [[path, String(value)]]
  })
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(error) {
  return error.code === 'rate_limit' ? { ...error, type: 'rate_limit_error' } : error
}
