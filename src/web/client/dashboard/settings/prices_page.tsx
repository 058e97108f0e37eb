import { useState, type FormEvent } from 'react'
import type { RatesAnswer, RatesRow } from '../../../dashboard/api/price_rates_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { useDeed } from '../desk/use_deed.ts'
import { Text } from './fields.tsx'
import { SettingsPage } from './settings_page.tsx'

const path = '/settings/prices'

/** What part of all-in prices is VAT and fees, and from when on. */
export default function PricesPage() {
  const said = useFrame().words.prices
  const query = useAnswer<RatesAnswer>(path, [])
  return (
    <SettingsPage>
      <section className="panel" aria-labelledby="prices-title">
        <h2 id="prices-title">{said.heading}</h2>
        <p className="settings-words">{said.why}</p>
        <NewRates />
        <Answered query={query}>
          {({ rates }) =>
            rates.length === 0 ? (
              <Empty title={said.empty}>{said.emptyNote}</Empty>
            ) : (
              <Rates rates={rates} />
            )
          }
        </Answered>
      </section>
    </SettingsPage>
  )
}

/** "7,7" is what a Spanish keyboard writes. */
const numberOf = (typed: string) => Number(typed.trim().replace(',', '.') || Number.NaN)

const NOTHING = { vat: '', tables: '', fee: '0', from: '' }

/** What stands in the fields, as it is sent. */
function ratesOf({ vat, tables, fee, from }: typeof NOTHING) {
  return {
    vat_percent: numberOf(vat),
    table_vat_percent: tables.trim() === '' ? null : numberOf(tables),
    fee_percent: numberOf(fee),
    ...(from && { from }),
  }
}

function NewRates() {
  const said = useFrame().words.prices
  const [typed, setTyped] = useState(NOTHING)
  const [id, setId] = useState(() => newIdHere('rat'))
  const { isBusy, run } = useDeed()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const isDone = await run(async () => {
      await act('POST', path, { id, ...ratesOf(typed) })
      return said.added
    })
    // The same id after a failure: what was done after all is not done twice.
    if (!isDone) return
    setId(newIdHere('rat'))
    setTyped(NOTHING)
  }
  return (
    <form className="settings-rates" noValidate onSubmit={(event) => void submit(event)}>
      <Text
        label={`${said.vat} (%)`}
        value={typed.vat}
        max={6}
        hint={said.vatHint}
        onType={(vat) => setTyped({ ...typed, vat })}
      />
      <Text
        label={`${said.tableVat} (%)`}
        value={typed.tables}
        max={6}
        hint={said.tableVatHint}
        onType={(tables) => setTyped({ ...typed, tables })}
      />
      <Text
        label={`${said.fee} (%)`}
        value={typed.fee}
        max={6}
        hint={said.feeHint}
        onType={(fee) => setTyped({ ...typed, fee })}
      />
      <Text
        label={said.from}
        type="datetime-local"
        value={typed.from}
        max={30}
        hint={said.fromHint}
        onType={(from) => setTyped({ ...typed, from })}
      />
      <div className="actions">
        <button className="button button-small" disabled={isBusy || typed.vat.trim() === ''}>
          {said.add}
        </button>
      </div>
    </form>
  )
}

const TAGS = { to_come: 'tag tag-wait', now: 'tag tag-good', past: 'tag' }

function Rates({ rates }: { rates: RatesRow[] }) {
  const { words, formats } = useFrame()
  const said = words.prices
  const { columns } = said
  const { isBusy, run } = useDeed()
  const withdraw = (id: string) =>
    run(async () => {
      await act('DELETE', `${path}/${id}`)
      return said.withdrawn
    })
  return (
    <table className="table table-cards" aria-label={said.list}>
      <thead>
        <tr>
          {Object.entries(columns).map(([name, title]) => (
            <th key={name} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rates.map(({ id, valid_from, vat_percent, table_vat_percent, fee_percent, state }) => (
          <tr key={id}>
            <td data-label={columns.from}>{formats.stamp(valid_from)}</td>
            <td data-label={columns.vat}>
              {formats.share(vat_percent / 100)}
              {table_vat_percent !== null && (
                <span className="dim">
                  {' '}
                  {said.ofTables(formats.share(table_vat_percent / 100))}
                </span>
              )}
            </td>
            <td data-label={columns.fee}>{formats.share(fee_percent / 100)}</td>
            <td data-label={columns.state}>
              <span className={TAGS[state]}>{said.states[state]}</span>
              {state === 'to_come' && (
                <button
                  className="link"
                  disabled={isBusy}
                  aria-label={said.withdraw(formats.stamp(valid_from))}
                  onClick={() => void withdraw(id)}
                >
                  {said.withdrawShort}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
