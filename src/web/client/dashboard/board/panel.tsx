import { useEffect, useRef, type ReactNode } from 'react'
import type { BoardPartyAnswer } from '../../../dashboard/api/board_answers.ts'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { partyAt, useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'
import { PartyPanel } from './party_panel.tsx'
import { TablePanel } from './table_panel.tsx'

/** What is open: a party with all that can be done for it, or a table that nobody has. */
export function Panel({ onClose }: { onClose: () => void }) {
  const { board, chosen } = useBoard()
  if (chosen === null) return null
  const table = 'table' in chosen ? board.tables.find(({ id }) => id === chosen.table) : undefined
  // Somebody has taken it meanwhile: then it is about them.
  const taker = table && partyAt(board, table)
  const partyId = 'party' in chosen ? chosen.party : taker?.id
  if (partyId) return <OfParty id={partyId} onClose={onClose} />
  if (!table) return null
  return (
    <Sheet title={table.name} aside={table.zone} onClose={onClose}>
      <TablePanel table={table} />
    </Sheet>
  )
}

function OfParty({ id, onClose }: { id: string; onClose: () => void }) {
  const { board } = useBoard()
  const query = useAnswer<BoardPartyAnswer>(`/board/parties/${id}`, ['guests', 'orders'])
  const known = board.parties.find((party) => party.id === id)
  // What is kept of the party before it is not shown as this one's.
  const isTheirs = query.data?.id === id
  return (
    <Sheet title={known?.name ?? ''} aside={known?.table ?? ''} onClose={onClose}>
      <Answered query={{ ...query, data: isTheirs ? query.data : undefined }}>
        {(party) => <PartyPanel party={party} />}
      </Answered>
    </Sheet>
  )
}

/** Beside the plan, or over it where there is no room; Escape closes it. */
function Sheet({
  title,
  aside,
  onClose,
  children,
}: {
  title: string
  aside: string
  onClose: () => void
  children: ReactNode
}) {
  const { words } = useBoardWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => {
      // A dialog before it takes the key for itself.
      if (key === 'Escape' && !document.querySelector('.dialog')) onClose()
    }
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [onClose])
  return (
    <aside className="board-panel" aria-labelledby="board-panel-title">
      <header className="board-panel-head">
        <div>
          <h2 id="board-panel-title" ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {aside && <p className="dim">{aside}</p>}
        </div>
        <button className="board-close" aria-label={words.panel.close} onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 4l8 8M12 4l-8 8" />
          </svg>
        </button>
      </header>
      <div className="board-panel-body">{children}</div>
    </aside>
  )
}
