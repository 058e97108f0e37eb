import type { BoardTable } from '../../../dashboard/api/board_answers.ts'

type Sign = BoardTable['state'] | 'locked' | 'disputed'

/** A sign for each state, in a square of 16: nobody has to tell them apart by colour. */
const PATHS: Record<Sign, string> = {
  free: 'M8 3v10M3 8h10',
  held: 'M8 2.5a5.5 5.5 0 1 0 .01 0M8 5.2V8l2 1.4',
  booked: 'M4.5 3h7v10L8 10.2 4.5 13z',
  arrived: 'M3 8h9M8.5 4.5 12 8l-3.5 3.5',
  seated: 'M3.5 8.5 6.8 12l6-7.5',
  blocked: 'M4 4l8 8M12 4l-8 8',
  locked: 'M4 7.5h8V13H4zM5.8 7.5V5.6a2.2 2.2 0 0 1 4.4 0v1.9',
  disputed: 'M8 3v6.5M8 12v1',
}

/** The sign alone, to be put into a drawing. */
export function SignPath({ sign }: { sign: Sign }) {
  return <path className="board-sign" d={PATHS[sign]} />
}

/** The same beside a text, which says it in words. */
export function Glyph({ sign }: { sign: Sign }) {
  return (
    <svg className={`board-glyph board-is-${sign}`} viewBox="0 0 16 16" aria-hidden="true">
      <SignPath sign={sign} />
    </svg>
  )
}
