import { readFileSync } from 'node:fs'

// In the order in which they need each other. Each is a module, so that it can be read and checked
// by itself; the page gets them as one plain script, as it would get Stripe.js.
const parts = [
  'errors.js',
  'origin.js',
  'frames.js',
  'listeners.js',
  'payment_element.js',
  'elements.js',
  'challenge.js',
  'payments.js',
  'stripe.js',
]

/**
 * The stand-in for Stripe.js: the parts with their imports and exports struck out, inside one
 * function so that nothing but `window.Stripe` reaches the page.
 */
export function standInScript(): string {
  const text = parts.map(scriptPart).join('\n')
  return `(() => {\n'use strict'\n${text}\n})()\n`
}

function scriptPart(name: string): string {
  const text = readFileSync(new URL(`browser/stripe/${name}`, import.meta.url), 'utf8')
  return text.replaceAll(/^import [^;]*? from '[^']+'$/gm, '').replaceAll(/^export /gm, '')
}
