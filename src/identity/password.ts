import { refuse, type Refused } from '../kernel/index.ts'
import { PASSWORD_LENGTH, type Identity } from './auth.ts'

/** From 0 to 4; 3 means more than 10^8 guesses, which a hash like ours makes a year's work. */
const SCORE_MIN = 3
/** So many letters of one have to be left without the words that are known of its owner. */
const OWN_LETTERS_MIN = 6
/** A shorter word is part of anything. */
const WORD_LENGTH_MIN = 3
/** The estimate takes longer the longer a password is; what comes behind only makes it better. */
const ESTIMATED_LENGTH = 64

/**
 * Why `text` is no password for somebody of whom `known` is known; undefined for a good one. Long
 * enough, and none that is tried first: by NIST SP 800-63B nothing else is asked of it.
 */
export async function passwordFault(
  text: string,
  known: string[],
): Promise<Refused<'password_invalid' | 'password_guessable'> | undefined> {
  const isLong = text.length >= PASSWORD_LENGTH.min && text.length <= PASSWORD_LENGTH.max
  if (!isLong) return refuse('password_invalid', 'password', { min: PASSWORD_LENGTH.min })
  const guessable = refuse('password_guessable', 'password')
  if (ownLetters(text, known) < OWN_LETTERS_MIN) return guessable
  estimator ??= openEstimator()
  const { score } = (await estimator).check(text.slice(0, ESTIMATED_LENGTH))
  return score < SCORE_MIN ? guessable : undefined
}

/** How many letters and digits of `text` are in no word of what is known. */
function ownLetters(text: string, known: string[]): number {
  const words = known
    .flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= WORD_LENGTH_MIN)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text.toLowerCase())
  return rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length
}

let estimator: ReturnType<typeof openEstimator> | undefined

/** Its lists of words take a moment and some memory: opened when somebody chooses a password. */
async function openEstimator() {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core')
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common')
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}

/** Hashes a password as signing in compares it. */
export async function hashPassword({ auth }: Identity, password: string): Promise<string> {
  const { password: passwords } = await auth.$context
  return passwords.hash(password)
}
