import { Link } from 'wouter'
import { useFrame } from '../app/frame.tsx'
import { ordersOf, useCallOff } from './use_call_off.ts'

/** What the first screen says of a night that was called off: how far it is, and the way there. */
export function CallOffLine({ slug }: { slug: string }) {
  const { words, formats } = useFrame()
  const { data } = useCallOff(slug)
  const one = data?.night.slug === slug ? data.cancellation : null
  if (!data || !one) return null
  const { progress, finished_at } = one
  const text = finished_at
    ? words.calloff.lineDone(formats.money(progress.back_minor, data.currency))
    : words.calloff.line(progress.done, ordersOf(one))
  return (
    <p className={progress.failed > 0 ? 'notice notice-problem' : 'notice'}>
      {text} {progress.failed > 0 && `${words.calloff.lineFailed(progress.failed)} `}
      <Link href={`/dashboard/nights/${data.night.id}/cancellation`}>{words.calloff.link}</Link>
    </p>
  )
}
