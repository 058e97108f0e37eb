import { useId, useState } from 'react'
import type { BoardTable } from '../../../dashboard/api/board_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useMay } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { useBoard } from './board_context.tsx'
import { Tag } from './board_list.tsx'
import { useBoardWords } from './board_words.ts'
import { TableTonight } from './table_tonight.tsx'
import { WalkIn } from './walk_in.tsx'

const REASON_LENGTH_MAX = 200

/** A table that no party has: free, blocked, or being paid for. */
export function TablePanel({ table }: { table: BoardTable }) {
  const { words, short } = useBoardWords()
  const mayManage = useMay('parties.manage')
  const { state, seats, minimum_spend_minor } = table
  const facts = [words.seats(seats)]
  if (minimum_spend_minor > 0) facts.push(words.minimum(short(minimum_spend_minor)))
  return (
    <>
      <p>
        <Tag sign={state} text={words.states[state]} />
      </p>
      <p>{facts.join(', ')}</p>
      {state === 'held' && <p>{words.held}</p>}
      {state === 'blocked' && <Blocked table={table} mayManage={mayManage} />}
      {state === 'free' && mayManage && (
        <div className="order-actions">
          <WalkIn at={table.id} />
          <BlockButton table={table} />
        </div>
      )}
      <TableTonight table={table} />
    </>
  )
}

function BlockButton({ table }: { table: BoardTable }) {
  const { slug } = useBoard()
  const { words } = useBoardWords()
  const { isBusy, run } = useDeed()
  const id = useId()
  const [reason, setReason] = useState('')
  const block = () =>
    run(async () => {
      await act('POST', `/api/staff/nights/${slug}/tables/${table.id}/block`, { reason })
      return words.block.done(table.name)
    })
  return (
    <Confirm
      trigger={
        <button className="button button-small button-quiet" disabled={isBusy}>
          {words.block.go}
        </button>
      }
      title={words.block.title(table.name)}
      yes={words.block.go}
      isReady={reason.trim() !== ''}
      onYes={() => void block()}
    >
      <p>{words.block.text}</p>
      <div className="field">
        <label htmlFor={id}>{words.block.reason}</label>
        <input
          id={id}
          value={reason}
          maxLength={REASON_LENGTH_MAX}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
    </Confirm>
  )
}

function Blocked({ table, mayManage }: { table: BoardTable; mayManage: boolean }) {
  const { slug } = useBoard()
  const { words, formats } = useBoardWords()
  const { isBusy, run } = useDeed()
  const { block } = table
  const unblock = () =>
    run(async () => {
      await act('DELETE', `/api/staff/nights/${slug}/tables/${table.id}/block`)
      return words.block.undone(table.name)
    })
  return (
    <>
      {block && <p>{words.block.by(block.by, formats.moment(block.at))}</p>}
      {block?.reason && <blockquote className="board-quote">{block.reason}</blockquote>}
      {mayManage && (
        <div className="order-actions">
          <button className="button button-small" disabled={isBusy} onClick={() => void unblock()}>
            {words.block.undo}
          </button>
        </div>
      )}
    </>
  )
}
