import { useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Board, BoardAnswer, BoardParty } from '../../../dashboard/api/board_answers.ts'
import type { TonightNight } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { BoardProvider, type Chosen } from './board_context.tsx'
import { BoardList } from './board_list.tsx'
import { Counts } from './counts.tsx'
import { Ghost } from './ghost.tsx'
import { Over } from './over.tsx'
import { Panel } from './panel.tsx'
import { Plan } from './plan.tsx'
import { Strip, STRIP } from './strip.tsx'
import { SwapDialog } from './swap_dialog.tsx'
import { useDrag } from './use_drag.ts'
import { useMoves } from './use_moves.ts'

/** The VIP tables of a night: who sits where, and what is done about it. */
export default function BoardPage() {
  const { words } = useFrame()
  const wanted = new URLSearchParams(useSearch()).get('night')
  const path = wanted ? `/board?night=${encodeURIComponent(wanted)}` : '/board'
  const query = useAnswer<BoardAnswer>(path, ['guests', 'orders'])
  const { data } = query
  return (
    <Page
      heading={words.board.heading}
      aside={data && data.nights.length > 0 ? <NightChoice answer={data} /> : null}
    >
      <Answered query={query}>
        {({ night, board }) => {
          if (night === null)
            return <Empty title={words.board.noNight}>{words.board.noNightWhy}</Empty>
          if (board === null || board.tables.length === 0)
            return <Empty title={words.board.noTables}>{words.board.noTablesWhy}</Empty>
          return <WholeBoard key={night.slug} slug={night.slug} board={board} />
        }}
      </Answered>
    </Page>
  )
}

/** On a narrow screen the list comes first; a plan has to be looked at from further away. */
const isNarrow = () => window.matchMedia('(max-width: 47.99rem)').matches

function WholeBoard({ slug, board }: { slug: string; board: Board }) {
  const mayManage = useMay('parties.manage')
  const [view, setView] = useState<'plan' | 'list'>(() => (isNarrow() ? 'list' : 'plan'))
  const { chosen, choose, close } = useChosen()
  const moves = useMoves(board)
  const { drag, grip } = useDrag(async (party, target) => {
    const table = board.tables.find(({ id }) => id === target)
    if (table) return table.booking === party.id || moves.moveTo(party, table)
    return target === STRIP && party.waits_for === null && moves.unassign(party)
  })
  const over = drag?.over ?? null
  const gripOf = (party: BoardParty) => (mayManage ? grip(party) : () => {})
  const { moveTo, unassign } = moves
  return (
    <BoardProvider value={{ slug, board, chosen, choose, moveTo, unassign }}>
      <div className="board">
        <div className="board-head">
          <Counts />
          <ViewChoice view={view} onChange={setView} />
        </div>
        <Strip over={over} grip={gripOf} mayManage={mayManage} />
        <div className="board-main">
          {view === 'plan' ? <Plan over={over} grip={gripOf} /> : <BoardList />}
          <Over />
        </div>
        {chosen && <Panel key={JSON.stringify(chosen)} onClose={close} />}
        <Ghost drag={drag} />
        <SwapDialog
          asked={moves.swapAsked}
          isOpen={moves.isAsking}
          onYes={moves.swap}
          onClose={moves.stopAsking}
        />
      </div>
    </BoardProvider>
  )
}

/** What is open; who closes it is back where it was opened. */
function useChosen() {
  const [chosen, setChosen] = useState<Chosen>(null)
  const opener = useRef<Element | null>(null)
  const choose = (what: Chosen) => {
    if (chosen === null) opener.current = document.activeElement
    setChosen(what)
  }
  const close = () => {
    setChosen(null)
    const back = opener.current
    if (back instanceof HTMLElement || back instanceof SVGElement) back.focus()
  }
  return { chosen, choose, close }
}

function ViewChoice({
  view,
  onChange,
}: {
  view: 'plan' | 'list'
  onChange: (view: 'plan' | 'list') => void
}) {
  const { words } = useFrame()
  return (
    <fieldset className="tabs board-views">
      <legend className="hidden">{words.board.view}</legend>
      {(['plan', 'list'] as const).map((one) => (
        <button key={one} aria-pressed={view === one} onClick={() => onChange(one)}>
          {words.board[one]}
        </button>
      ))}
    </fieldset>
  )
}

/** Which night it is about, and another one at a choice. */
function NightChoice({ answer: { nights, night } }: { answer: BoardAnswer }) {
  const { words, formats } = useFrame()
  const [, navigate] = useLocation()
  const named = ({ doors_at, title }: TonightNight) => `${formats.day(doors_at)} · ${title}`
  const go = (slug: string) => navigate(`/dashboard/board?night=${encodeURIComponent(slug)}`)
  return (
    <select
      className="board-night"
      aria-label={words.board.night}
      value={night?.slug ?? ''}
      onChange={({ target }) => go(target.value)}
    >
      {nights.map((one) => (
        <option key={one.slug} value={one.slug}>
          {named(one)}
        </option>
      ))}
    </select>
  )
}
