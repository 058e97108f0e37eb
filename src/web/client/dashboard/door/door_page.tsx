import { useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { DoorAnswer } from '../../../dashboard/api/door_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { CameraPanel } from './camera_panel.tsx'
import { CodeForm } from './code_form.tsx'
import { DoorHead } from './door_head.tsx'
import { LastVerdicts } from './last_verdicts.tsx'
import { NamePanel } from './name_panel.tsx'
import { useDoor } from './use_door.ts'
import { useTypedCode } from './use_typed_code.ts'
import { Verdict } from './verdict.tsx'
import { Ways, type Way } from './ways.tsx'

/** The door of a night: whoever comes is scanned, typed or looked for, and let in or not. */
export default function DoorPage() {
  const { words } = useFrame()
  const wanted = new URLSearchParams(useSearch()).get('night')
  const path = wanted ? `/door?night=${encodeURIComponent(wanted)}` : '/door'
  const query = useAnswer<DoorAnswer>(path, ['guests', 'orders'])
  const { data, isPlaceholderData } = query
  return (
    <Page
      heading={words.door.heading}
      aside={data && data.nights.length > 0 ? <NightChoice answer={data} /> : null}
    >
      {/* While another night is on its way nobody is let in to the one before. */}
      <Answered query={isPlaceholderData ? { ...query, data: undefined } : query}>
        {(answer) =>
          answer.night ? (
            <AtNight key={answer.night.slug} answer={answer} night={answer.night} />
          ) : (
            <Empty title={words.door.noNight}>{words.door.noNightWhy}</Empty>
          )
        }
      </Answered>
    </Page>
  )
}

type Night = NonNullable<DoorAnswer['night']>

function AtNight({ answer, night }: { answer: DoorAnswer; night: Night }) {
  const [way, setWay] = useState<Way>('scan')
  const door = useDoor()
  const { line, shown } = door
  const field = useRef<HTMLInputElement>(null)
  const ask = (code: string) => line.ask(night.slug, { code })
  const { typed, setTyped } = useTypedCode({
    field,
    isReady: shown?.is !== 'asking' && shown?.is !== 'away',
    onBegin: () => {
      line.dismiss()
      setWay('code')
    },
    onCode: ask,
  })
  return (
    <div className="door">
      <DoorHead night={night} count={answer.count} />
      <Ways way={way} onChange={setWay} />
      <div className="door-columns">
        <div className="door-way">
          {way === 'scan' && <CameraPanel onCode={ask} />}
          {way === 'code' && (
            <CodeForm field={field} typed={typed} onType={setTyped} onCode={ask} />
          )}
          {way === 'name' && <NamePanel night={night.slug} field={field} door={door} />}
        </div>
        <LastVerdicts entrances={answer.entrances} door={door} />
      </div>
      <Verdict door={door} backTo={field} />
    </div>
  )
}

/** Which night the door is of, and another one at a choice. */
function NightChoice({ answer: { nights, night } }: { answer: DoorAnswer }) {
  const { words, formats } = useFrame()
  const [, navigate] = useLocation()
  return (
    <select
      className="door-night"
      aria-label={words.door.night}
      value={night?.slug ?? ''}
      onChange={({ target }) =>
        navigate(`/dashboard/door?night=${encodeURIComponent(target.value)}`)
      }
    >
      {nights.map((one) => (
        <option key={one.slug} value={one.slug}>
          {[
            formats.day(one.doors_at),
            one.title,
            ...(one.is_called_off ? [words.door.calledOff] : []),
          ].join(' · ')}
        </option>
      ))}
    </select>
  )
}
