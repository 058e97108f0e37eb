import { useId } from 'react'
import type { CloseAnswer, CloseReport } from '../../../dashboard/api/close_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** Which night is looked at. */
export function NightChoice({
  nights,
  chosen,
  onChoose,
}: {
  nights: CloseAnswer['nights']
  chosen: CloseReport['night']
  onChoose: (id: string) => void
}) {
  const { words, formats } = useFrame()
  const id = useId()
  const isListed = nights.some((night) => night.id === chosen.id)
  return (
    <div className="field">
      <label htmlFor={id}>{words.close.night}</label>
      <select id={id} value={chosen.id} onChange={({ target }) => onChoose(target.value)}>
        {(isListed ? nights : [chosen, ...nights]).map((night) => (
          <option key={night.id} value={night.id}>
            {formats.day(night.doors_at)} · {night.title}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The same report to take along. */
export function Files({ night }: { night: CloseReport['night'] }) {
  const { words } = useFrame()
  const { csv, pdf, csvOf, pdfOf, print } = words.close
  const address = (ending: string) =>
    `/api/dashboard/close.${ending}?night=${encodeURIComponent(night.id)}`
  const button = 'button button-quiet button-small'
  return (
    <div className="close-files">
      <a className={button} href={address('csv')} aria-label={csvOf(night.title)} download>
        {csv}
      </a>
      <a className={button} href={address('pdf')} aria-label={pdfOf(night.title)} download>
        {pdf}
      </a>
      <button type="button" className={button} onClick={() => window.print()}>
        {print}
      </button>
    </div>
  )
}
