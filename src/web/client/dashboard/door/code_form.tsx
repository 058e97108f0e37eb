import { useEffect, useId, type RefObject } from 'react'
import { useFrame } from '../app/frame.tsx'

/** Types a code, off a cracked phone or a print. */
export function CodeForm({
  field,
  typed,
  onType,
  onCode,
}: {
  field: RefObject<HTMLInputElement | null>
  typed: string
  onType: (typed: string) => void
  onCode: (code: string) => void
}) {
  const { words } = useFrame()
  const id = useId()
  const said = words.door.code
  const count = typed.replaceAll(/[^0-9a-z]/gi, '').length
  useEffect(() => field.current?.focus(), [field])
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault()
        if (count === 0) return
        onCode(typed)
        onType('')
      }}
    >
      <div className="field">
        <label htmlFor={id}>{said.label}</label>
        <input
          ref={field}
          id={id}
          className="code-field"
          value={typed}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => onType(target.value)}
        />
        <span className="hint" id={`${id}-hint`}>
          {said.hint} <span className="dim">{said.count(count)}</span>
        </span>
      </div>
      <button className="button" disabled={count === 0}>
        {said.submit}
      </button>
    </form>
  )
}
