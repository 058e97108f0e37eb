import { nextRandom } from '../../stripe-sim/faults/selection.ts'

/** The random choices of one actor: the same seed and the same actor choose the same, always. */
export interface Dice {
  /** True once in a while: with this probability from 0 to 1. */
  chance(probability: number): boolean
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number
  pick<T>(items: readonly T[]): T
  /** One of the names, each as likely as its number says in proportion to the others. */
  weighted<Name extends string>(weights: Record<Name, number>): Name
  /** So many letters of the alphabet that our ids and secrets are made of. */
  letters(count: number): string
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * The dice of an actor, such as `diceOf(7, 'guest', 12)`. Every actor has its own, so that what one
 * of them draws does not depend on when the others do.
 */
export function diceOf(seed: number, ...actor: (string | number)[]): Dice {
  const state = { lot: startOf([seed, ...actor].join('/')) }
  const whole = (min: number, max: number) => min + Math.floor(nextRandom(state) * (max - min + 1))
  return {
    chance: (probability) => nextRandom(state) < probability,
    whole,
    pick: (items) => items[whole(0, items.length - 1)] as never,
    weighted: (weights) => heaviest(weights, nextRandom(state)),
    letters: (count) => Array.from({ length: count }, () => ALPHABET.charAt(whole(0, 31))).join(''),
  }
}

function heaviest<Name extends string>(weights: Record<Name, number>, lot: number): Name {
  const names = Object.keys(weights) as Name[]
  let rest = lot * names.reduce((sum, name) => sum + weights[name], 0)
  for (const name of names) {
    rest -= weights[name]
    if (rest < 0) return name
  }
  return names.at(-1) as Name
}

/** Spreads a text over 32 bits (FNV-1a), so that neighbouring seeds have nothing in common. */
function startOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash | 0
}
