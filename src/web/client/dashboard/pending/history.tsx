import type { ListedAttempt } from '../../../../overview/index.ts'
import type { AsJson } from '../../../dashboard/api/as_json.ts'
import { useFrame } from '../app/frame.tsx'
import type { AppWords } from '../app/words.ts'

type Attempt = AsJson<ListedAttempt>
/** The tries of an order. */
export interface Tried {
  attempts: Attempt[]
  failures: number
  unique_failures: number
}

/** Every try to pay, the newest first, in words of people. */
export function History({ tried }: { tried: Tried }) {
  const { words, formats } = useFrame()
  const { attempts, failures, unique_failures } = tried
  const said = words.pending.tries
  if (attempts.length === 0) return <p className="dim">{said.none}</p>
  const isCut = failures > attempts.filter(({ outcome }) => outcome !== 'succeeded').length
  return (
    <section className="history">
      <h3>{failures > 0 ? said.summary(failures, unique_failures) : said.heading}</h3>
      <ol>
        {attempts.map((attempt) => (
          <li key={`${attempt.at} ${attempt.outcome} ${attempt.card_last4}`}>
            <time dateTime={attempt.at}>{formats.moment(attempt.at)}</time>
            <p>
              <span className="history-card">{cardInWords(said, attempt)}</span>{' '}
              {outcomeInWords(said, attempt)}{' '}
              <span className="dim">({said.told[attempt.source]})</span>
            </p>
          </li>
        ))}
      </ol>
      {isCut && <p className="dim">{said.newest(attempts.length)}</p>}
    </section>
  )
}

function cardInWords(
  said: AppWords['pending']['tries'],
  { card_brand, card_last4 }: Attempt,
): string {
  if (!card_last4) return said.someCard
  const brand = card_brand ?? said.someCard
  return said.card(brand.charAt(0).toUpperCase() + brand.slice(1), card_last4)
}

/** What became of a try; a reason that we have no sentence for is none. */
export function outcomeInWords(
  said: AppWords['pending']['tries'],
  { outcome, code, decline_code }: Pick<Attempt, 'outcome' | 'code' | 'decline_code'>,
): string {
  if (outcome !== 'declined') return said[outcome]
  return said.declines[decline_code ?? ''] ?? said.declines[code ?? ''] ?? said.declined
}
