import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DoorEntranceAnswer, DoorNo } from '../../../dashboard/api/door_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { useSay } from '../app/toasts.tsx'
import { Sign } from './sign.tsx'
import type { Door } from './use_door.ts'

const SHOWN = 10

type Entry = { at: string } & ({ yes: DoorEntranceAnswer } | { no: DoorNo })

/** The last ten verdicts: who is in by the server's books, and the noes of this page. */
export function LastVerdicts({ entrances, door }: { entrances: DoorEntranceAnswer[]; door: Door }) {
  const { words } = useFrame()
  const entries: Entry[] = [
    ...entrances.map((yes) => ({ at: yes.at, yes })),
    ...door.noes.map((no) => ({ at: no.asked_at, no })),
  ]
  const shown = entries.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, SHOWN)
  return (
    <section className="panel last" aria-labelledby="last-title">
      <h2 id="last-title">{words.door.last.title}</h2>
      {shown.length === 0 && <p className="dim">{words.door.last.none}</p>}
      <ol>
        {shown.map((one) =>
          'yes' in one ? (
            <Yes key={one.yes.id} entrance={one.yes} door={door} />
          ) : (
            <No key={one.at} verdict={one.no} />
          ),
        )}
      </ol>
    </section>
  )
}

function Yes({ entrance, door }: { entrance: DoorEntranceAnswer; door: Door }) {
  const { words, formats, data } = useFrame()
  const { id, at, heads, type, party, table, undone_at, undone_by, admitted_by } = entrance
  const { undo_left_ms: left_ms } = entrance
  const said = words.door.last
  const where = table ? words.door.verdict.table(table) : null
  const what = [type ?? where ?? 'VIP', party, heads > 1 ? words.door.verdict.heads(heads) : null]
    .filter(Boolean)
    .join(' · ')
  return (
    <li data-tone={undone_at ? 'undone' : 'yes'}>
      <Sign look={undone_at ? 'undone' : 'yes'} />
      <span className="last-what">
        {what}
        <span className="dim">
          {formats.time(at)}
          {undone_by && ` · ${said.undone(undone_by)}`}
          {!undone_by && admitted_by !== data.member.name && ` · ${said.by(admitted_by)}`}
        </span>
      </span>
      {left_ms > 0 && (
        <UndoButton key={left_ms} left_ms={left_ms} what={what} undo={() => door.line.undo(id)} />
      )}
    </li>
  )
}

/** Stands there while the server's minute lasts: so many ms from when it has said so. */
function UndoButton({
  left_ms,
  what,
  undo,
}: {
  left_ms: number
  what: string
  undo: () => Promise<void>
}) {
  const { words } = useFrame()
  const said = words.door.last
  const say = useSay()
  const queries = useQueryClient()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), left_ms)
    return () => clearTimeout(timer)
  }, [left_ms])
  const press = async () => {
    try {
      await undo()
      say.done(said.sayUndone)
    } catch (error) {
      say.failed(error)
    } finally {
      void queries.invalidateQueries()
    }
  }
  if (isOver) return null
  return (
    <button
      className="button button-small button-quiet"
      aria-label={said.undoOf(what)}
      onClick={() => void press()}
    >
      {said.undo}
    </button>
  )
}

function No({ verdict: { why, asked_at } }: { verdict: DoorNo }) {
  const { words, formats } = useFrame()
  return (
    <li data-tone="no">
      <Sign look="no" />
      <span className="last-what">
        {words.door.no[why].title}
        <span className="dim">{formats.time(asked_at)}</span>
      </span>
    </li>
  )
}
