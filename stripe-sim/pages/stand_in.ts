import { readFileSync } from 'node:fs'

// In the order in which they need each other. Each is a module, so that it can be read and checked
// by itself; the page gets them as one plain script, as it would get Stripe.js.
const parts = [
  'stripe/errors.js',
  'shared/api.js',
  'shared/appearance_names.js',
  'shared/appearance_rules.js',
  'stripe/origin.js',
  'stripe/frames.js',
  'stripe/listeners.js',
  'stripe/element_frame.js',
  'stripe/element.js',
  'stripe/elements_options.js',
  'stripe/payment_element.js',
  'stripe/wallet_sheet.js',
  'stripe/express_checkout_element.js',
  'stripe/elements.js',
  'stripe/payment_source.js',
  'stripe/challenge.js',
  'stripe/payments.js',
  'stripe/payment_methods.js',
  'stripe/stripe.js',
]

/**
 * The stand-in for Stripe.js: its modules, each a function that returns what the module exports,
 * inside one function so that nothing but `window.Stripe` reaches the page. Throws when a module
 * needs one that comes later.
 */
export function standInScript(): string {
  const seen = new Set<string>()
  const text = parts.map((path) => {
    const part = asFunction(path, seen)
    seen.add(nameOf(path))
    return part
  })
  return `(() => {\n'use strict'\nconst modules = {}\n${text.join('\n')}\n})()\n`
}

function asFunction(path: string, seen: Set<string>): string {
  const text = readFileSync(new URL(`../browser/${path}`, import.meta.url), 'utf8')
  const body = text
    .replaceAll(/^import (\{[^}]*\}) from '([^']+)'$/gm, (_, names: string, from: string) => {
      if (!seen.has(nameOf(from))) throw new Error(`${path} needs ${from}, which comes later.`)
      return `const ${names} = modules['${nameOf(from)}']`
    })
    .replaceAll(/^export /gm, '')
  const exported = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)]
  const names = exported.map(([, name]) => name).join(', ')
  return `modules['${nameOf(path)}'] = (() => {\n${body}\nreturn { ${names} }\n})()`
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
