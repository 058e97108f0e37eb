import { Link } from 'wouter'
import { useFrame } from '../app/frame.tsx'
import { Page } from '../app/page.tsx'
import { CallOffPanel } from './calloff_panel.tsx'
import { useCallOff } from './use_call_off.ts'

/** One night's end before its time, on a page of its own that can be left open. */
export default function CallOffPage({ params }: { params: { id: string } }) {
  const { words, formats } = useFrame()
  const { data } = useCallOff(params.id)
  const night = data?.night.id === params.id ? data.night : undefined
  return (
    <Page
      heading={night?.title ?? words.calloff.heading}
      aside={<Link href="/dashboard">{words.calloff.back}</Link>}
    >
      {night && <p className="dim">{formats.day(night.doors_at)}</p>}
      <CallOffPanel nightId={params.id} />
    </Page>
  )
}
