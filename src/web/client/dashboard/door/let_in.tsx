import { useState } from 'react'
import { useFrame } from '../app/frame.tsx'

/** Lets in so many of those who are still outside. */
export function LetIn({
  name,
  left,
  onLetIn,
}: {
  name: string
  left: number
  onLetIn: (count: number) => void
}) {
  const { words } = useFrame()
  const said = words.door.search
  const [wanted, setWanted] = useState(1)
  const count = Math.max(1, Math.min(wanted, left))
  if (left <= 0) return <p className="tag tag-good">{said.allIn}</p>
  return (
    <fieldset className="let-in" aria-label={`${said.howMany}: ${name}`}>
      {left > 1 && (
        <span className="let-in-count">
          <button
            className="button button-quiet"
            disabled={count <= 1}
            onClick={() => setWanted(count - 1)}
          >
            <span aria-hidden="true">−</span>
            <span className="hidden">{said.oneFewer}</span>
          </button>
          <output>{count}</output>
          <button
            className="button button-quiet"
            disabled={count >= left}
            onClick={() => setWanted(count + 1)}
          >
            <span aria-hidden="true">+</span>
            <span className="hidden">{said.oneMore}</span>
          </button>
        </span>
      )}
      <button className="button" onClick={() => onLetIn(count)}>
        {left === 1 ? said.letOneIn : said.letIn(count)}
        <span className="hidden"> {name}</span>
      </button>
    </fieldset>
  )
}
