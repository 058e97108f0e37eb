import type { DoorAnswer } from '../../../dashboard/api/door_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { useMuted } from './signals.ts'
import { useOffline } from './use_offline.ts'

/** What stands above: what keeps the door shut, how many are in, and whether it can be heard. */
export function DoorHead({
  night,
  count,
}: {
  night: NonNullable<DoorAnswer['night']>
  count: DoorAnswer['count']
}) {
  const { words, formats } = useFrame()
  const isOffline = useOffline()
  const [isMuted, toggle] = useMuted()
  const { away, no, overNow, inOf, sound } = words.door
  const isShut = night.is_called_off || night.phase === 'over'
  const [inside, sold] = [count?.inside ?? 0, count?.sold ?? 0].map(formats.count)
  return (
    <>
      {isOffline && (
        <p className="notice notice-problem" role="alert">
          {away.banner}
        </p>
      )}
      {isShut && (
        <p className="notice notice-problem">
          {night.is_called_off ? no.night_cancelled.title : overNow(formats.time(night.ends_at))}
        </p>
      )}
      <div className="door-head">
        <p className="door-count">
          <span aria-hidden="true">
            <strong>{inside}</strong> / {sold}
          </span>
          <span className="hidden">{inOf(inside ?? '', sold ?? '')}</span>
        </p>
        <button
          className="button button-small button-quiet"
          aria-pressed={!isMuted}
          onClick={toggle}
        >
          {isMuted ? sound.off : sound.on}
        </button>
      </div>
    </>
  )
}
