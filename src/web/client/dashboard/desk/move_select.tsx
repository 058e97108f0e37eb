import type { MoveQuoteAnswer } from '../../../dashboard/api/move_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { MoveField } from './move_field.tsx'
import { kindOf, packageOf, tableOf, type Picked } from './move_choice.ts'

/** What of the other night it is to be: a kind of ticket for each line, or a table. */
export function MoveSelect(all: {
  quote: MoveQuoteAnswer
  to: NonNullable<MoveQuoteAnswer['to']>
  picked: Picked
  onPick: (picked: Picked) => void
}) {
  return all.quote.party === null ? <Kinds {...all} /> : <Table {...all} />
}

type Props = Parameters<typeof MoveSelect>[0]

function Kinds({ quote, to, picked, onPick }: Props) {
  const { words, formats } = useFrame()
  const { currency, lines } = quote
  return lines.map((line) => (
    <MoveField key={line.line_id} label={words.move.kindFor(line.heads, line.name)}>
      {(id) => (
        <select
          id={id}
          value={kindOf(line, to, picked)?.ticket_type_id ?? ''}
          onChange={({ target }) =>
            onPick({ kinds: { ...picked.kinds, [line.line_id]: target.value } })
          }
        >
          {kindOf(line, to, picked) === undefined && <option value="">{words.move.none}</option>}
          {to.kinds.map(({ ticket_type_id, name, price_minor, left }) => (
            <option key={ticket_type_id} value={ticket_type_id} disabled={left < line.heads}>
              {words.move.kind(name, formats.money(price_minor, currency), left)}
            </option>
          ))}
        </select>
      )}
    </MoveField>
  ))
}

function Table({ quote, to, picked, onPick }: Props) {
  const { words, formats } = useFrame()
  const table = tableOf(to, picked)
  if (!table) return <p>{words.move.noTables}</p>
  const package_id = packageOf(quote, to, picked)
  return (
    <>
      <MoveField label={words.move.table(quote.party?.heads ?? 0)}>
        {(id) => (
          <select
            id={id}
            value={table.vip_table_id}
            onChange={({ target }) => onPick({ ...picked, table: target.value })}
          >
            {to.tables.map(({ vip_table_id, name, zone, guests_max }) => (
              <option key={vip_table_id} value={vip_table_id}>
                {words.move.tableSeats(name, zone, guests_max)}
              </option>
            ))}
          </select>
        )}
      </MoveField>
      {to.packages.length > 0 && (
        <MoveField label={words.move.package}>
          {(id) => (
            <select
              id={id}
              value={package_id ?? ''}
              onChange={({ target }) => onPick({ ...picked, package: target.value })}
            >
              <option value="">{words.move.noPackage}</option>
              {to.packages.map((one) => (
                <option key={one.package_id} value={one.package_id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </MoveField>
      )}
      <p className="dim">{words.move.worth(worth())}</p>
    </>
  )

  function worth(): string {
    const price = table?.prices.find((one) => one.package_id === package_id)
    return formats.money(price?.worth_minor ?? 0, quote.currency)
  }
}
