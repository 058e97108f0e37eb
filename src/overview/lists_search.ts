import { isId } from '../kernel/index.ts'

/** What somebody who looks for an order has typed, by its form. */
export type Search =
  | { by: 'order' | 'intent' | 'card'; text: string }
  /** A tsquery of the words of a name, and the beginning of a mail address, for `like`. */
  | { by: 'guest'; words: string | null; mail: string | null }
  /** Too little to find anybody by. */
  | { by: 'nothing' }

/** Longer than any name that somebody types to find it. */
const WORDS_MAX = 6

/**
 * Decides by the form of what was typed what to look for: an order's id, Stripe's id of a payment,
 * the last four digits of a card, the beginning of a mail address, or of the words of a name.
 */
export function readSearch(typed: string): Search {
  const text = typed.trim()
  if (isId('ord', text.toLowerCase())) return { by: 'order', text: text.toLowerCase() }
  if (/^pi_\w+$/.test(text)) return { by: 'intent', text }
  if (/^\d{4}$/.test(text)) return { by: 'card', text }
  const words = text.includes('@') ? null : wordsQuery(text)
  const mail = /^\S{2,}$/.test(text) ? `${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%` : null
  return words === null && mail === null ? { by: 'nothing' } : { by: 'guest', words, mail }
}

/**
 * A tsquery of the words that a name begins with; null where that is too little. Letters and digits
 * alone, so that nothing that is typed has a meaning for to_tsquery.
 */
export function wordsQuery(text: string): string | null {
  const plain = text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu)?.slice(0, WORDS_MAX) ?? []
  // One letter of the Latin alphabet begins half of all names; one of Chinese may be a whole one.
  if (!words.some((word) => word.length > 1 || /[^a-z0-9]/.test(word))) return null
  return words.map((word) => `${word}:*`).join(' & ')
}
