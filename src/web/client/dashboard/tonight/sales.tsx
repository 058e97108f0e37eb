import { Link } from 'wouter'
import type { TonightAnswer, TonightNight } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** Stops the sale of tickets or of VIP tables with one tap, where one looks first. */
export function Sales({
  night,
  heads,
}: {
  night: TonightNight
  heads: NonNullable<TonightAnswer['heads']>
}) {
  const said = useFrame().words.nights
  const isMine = useMay('nights.manage')
  if (!isMine || night.is_called_off || night.phase === 'over') return null
  return (
    <section className="panel" aria-labelledby="sales-title">
      <div className="panel-head">
        <h2 id="sales-title">{said.sales}</h2>
        <Link href={`/dashboard/nights/${night.id}`}>{said.night}</Link>
      </div>
      <div className="actions sales-actions">
        {heads.types.length > 0 && <Side night={night} side="ga" isPaused={night.ga_paused} />}
        {heads.vip && <Side night={night} side="vip" isPaused={night.vip_paused} />}
      </div>
    </section>
  )
}

function Side({
  night,
  side,
  isPaused,
}: {
  night: TonightNight
  side: 'ga' | 'vip'
  isPaused: boolean
}) {
  const said = useFrame().words.nights
  const { isBusy, run } = useDeed()
  const press = () =>
    run(async () => {
      await act('POST', `/nights/${night.id}/sales`, { side, paused: !isPaused })
      return isPaused ? said.resumedNow[side] : said.pausedNow[side]
    })
  return (
    <>
      {isPaused && <span className="tag tag-wait">{said.pausedTag[side]}</span>}
      <button
        className={isPaused ? 'button button-small' : 'button button-small button-danger'}
        disabled={isBusy}
        onClick={() => void press()}
      >
        {isPaused ? said.resume[side] : said.pause[side]}
      </button>
    </>
  )
}
