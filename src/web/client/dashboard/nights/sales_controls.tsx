import type { NightAnswer } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** Stops the sale of tickets or of tables, or goes on with it: one tap, since it may be urgent. */
export function SalesControls({ answer: { night, types, vip } }: { answer: NightAnswer }) {
  const said = useFrame().words.nights
  return (
    <section className="panel" aria-labelledby="sales">
      <h2 id="sales">{said.sales}</h2>
      <div className="sales">
        {types.length > 0 && (
          <Side nightId={night.id} side="ga" at={night.ga_paused_at} by={night.ga_paused_by} />
        )}
        {vip && (
          <Side nightId={night.id} side="vip" at={night.vip_paused_at} by={night.vip_paused_by} />
        )}
      </div>
      <p className="dim">{said.salesNote}</p>
    </section>
  )
}

function Side({
  nightId,
  side,
  at,
  by,
}: {
  nightId: string
  side: 'ga' | 'vip'
  at: string | null
  by: string | null
}) {
  const { words, formats } = useFrame()
  const said = words.nights
  const { isBusy, run } = useDeed()
  const isPaused = at !== null
  const press = () =>
    run(async () => {
      await act('POST', `/nights/${nightId}/sales`, { side, paused: !isPaused })
      return isPaused ? said.resumedNow[side] : said.pausedNow[side]
    })
  return (
    <div className={isPaused ? 'sale sale-paused' : 'sale'}>
      <p>
        <strong>{said.sides[side]}</strong>{' '}
        <span className={`tag ${isPaused ? 'tag-wait' : 'tag-good'}`}>
          {isPaused ? said.paused : said.onSale}
        </span>
        {isPaused && <small className="dim">{said.pausedBy(by ?? '', formats.moment(at))}</small>}
      </p>
      <button
        className={isPaused ? 'button button-small' : 'button button-small button-danger'}
        disabled={isBusy}
        onClick={() => void press()}
      >
        {isPaused ? said.resume[side] : said.pause[side]}
      </button>
    </div>
  )
}
