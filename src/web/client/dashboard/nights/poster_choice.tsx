import { poster } from '../../../storefront/pages/poster.ts'
import { patterns } from '../../../storefront/pages/poster_patterns.ts'
import { useFrame } from '../app/frame.tsx'
import type { Edit } from './use_edit.ts'

const numbers = Array.from(patterns.keys())

/** Which of the drawn posters the night has; its colours follow from its address. */
export function PosterChoice({ edit, slug }: { edit: Edit; slug: string }) {
  const said = useFrame().words.nights
  return (
    <fieldset className="posters field-wide">
      <legend>{said.poster}</legend>
      <div className="poster-choices">
        {numbers.map((number) => (
          <label key={number} className="poster-choice">
            <input
              type="radio"
              name="poster"
              value={number}
              checked={Number(edit.values['poster']) % patterns.length === number}
              onChange={() => edit.set('poster', String(number))}
            />
            <span className="hidden">{said.posterNumber(number + 1)}</span>
            {/* Drawn by us from a number and a slug: nothing of it was typed by anybody. */}
            <span dangerouslySetInnerHTML={{ __html: poster({ poster: number, slug }) }} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
