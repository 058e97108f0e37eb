import type { BoardAgreement } from '../../../dashboard/api/board_answers.ts'
import { useBoardWords } from './board_words.ts'

/** What the party and the house have agreed on when it booked. */
export function Agreed({
  agreed,
  currency,
}: {
  agreed: BoardAgreement
  currency: string | undefined
}) {
  const { words, short } = useBoardWords()
  const { panel } = words
  const money = (amount_minor: number) => (amount_minor > 0 ? short(amount_minor, currency) : null)
  const { extra_guests, package_name, package_includes, policy } = agreed
  const charged = money(agreed.charged_minor)
  const bought = package_name && [package_name, money(agreed.package_price_minor)]
  const facts: [string, string | null][] = [
    [
      panel.agreedParty,
      `${words.guests(agreed.party_size)}, ${panel.included(agreed.guests_included)}`,
    ],
    [
      panel.extraGuests,
      extra_guests > 0
        ? panel.extra(extra_guests, short(agreed.extra_guest_price_minor, currency))
        : null,
    ],
    [panel.tablePrice, money(agreed.table_price_minor)],
    [panel.minimum, money(agreed.minimum_spend_minor)],
    [panel.package, bought ? bought.filter(Boolean).join(', ') : null],
    [
      panel.charged,
      charged && `${charged}, ${agreed.is_credited ? panel.credited : panel.notCredited}`,
    ],
  ]
  return (
    <details className="board-history">
      <summary>{panel.agreed}</summary>
      <dl className="board-facts">
        {facts.map(
          ([name, fact]) =>
            fact && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{fact}</dd>
              </div>
            ),
        )}
      </dl>
      {package_includes.length > 0 && <p className="dim">{package_includes.join(', ')}</p>}
      <p className="dim">{policy}</p>
    </details>
  )
}
