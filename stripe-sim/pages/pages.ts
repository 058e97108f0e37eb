import { readFileSync } from 'node:fs'
import type { ApiAnswer, ApiCall } from '../api.ts'
import { answerChallenge, challengePage } from '../payments/challenge.ts'
import type { Simulator } from '../state/simulator.ts'
import { standInScript } from './stand_in.ts'

// Fonts and their sheets may come from anywhere, because a page may name its own for the Element.
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' https: http:; connect-src 'self'; " +
  "font-src https: http: data:; base-uri 'none'"

// Every file that a browser may ask for, by path. All are read at the first start, none is looked
// up by a name that came with a request.
const files = new Map<string, Pick<ApiAnswer, 'headers' | 'body'>>([
  ['/v3/stripe.js', { headers: headersOf('js'), body: standInScript() }],
  ...[
    'elements/look.css',
    'elements/payment.html',
    'elements/payment.css',
    'elements/payment.js',
    'elements/card_fields.js',
    'elements/card_format.js',
    'elements/card_rules.js',
    'elements/method_row.js',
    'elements/express_checkout.html',
    'elements/express_checkout.css',
    'elements/express_checkout.js',
    'elements/wallet_buttons.js',
    'elements/wallet_sheet.html',
    'elements/wallet_sheet.css',
    'elements/wallet_sheet.js',
    'elements/wallet_details.js',
    'elements/appearance.js',
    'elements/channel.js',
    'shared/api.js',
    'shared/appearance_names.js',
    'shared/appearance_rules.js',
    'challenge/challenge.css',
    'challenge/challenge.js',
  ].flatMap((name) => browserFile(`/v3/${name}`, name)),
])

/** Answers everything that is neither API nor control plane: scripts, frames and pages. */
export function answerPage(simulator: Simulator, call: ApiCall): ApiAnswer {
  const file = files.get(call.path)
  if (file !== undefined && isRead(call)) return { status: 200, ...file }
  if (call.path === '/v3/wallets' && isRead(call)) return walletList(simulator)
  if (call.path.startsWith('/3d_secure/')) {
    if (isRead(call)) return page(challengePage(simulator, call))
    if (call.method === 'POST') return answerChallenge(simulator, call)
  }
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found\n' }
}

function isRead({ method }: ApiCall): boolean {
  return method === 'GET' || method === 'HEAD'
}

// What the Express Checkout Element finds on the guest's device.
function walletList({ settings }: Simulator): ApiAnswer {
  const body = JSON.stringify({ wallets: settings.wallets })
  return { status: 200, headers: headersOf('json'), body }
}

function page(body: string): ApiAnswer {
  return { status: 200, headers: headersOf('html'), body }
}

function browserFile(path: string, name: string) {
  const body = readFileSync(new URL(`../browser/${name}`, import.meta.url), 'utf8')
  return [[path, { headers: headersOf(name.split('.').at(-1) ?? ''), body }]] as const
}

function headersOf(extension: string): Record<string, string> {
  const types: Record<string, string> = {
    css: 'text/css; charset=utf-8',
    html: 'text/html; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    json: 'application/json',
  }
  return {
    'content-type': types[extension] ?? 'text/plain',
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  }
}
