import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'

/** A scanner of its own types a code as a keyboard does, faster than any hand, in ms a key. */
const PAUSE_MS_MAX = 1000
/** Shorter than any code, longer than anything that is typed by chance. */
const CODE_LENGTH_MIN = 20

/**
 * The code that is being typed. What is typed while no field has the focus, as a hand-held scanner
 * does, goes into it too, and away with the verdict that was shown: its Enter asks for the code.
 */
export function useTypedCode({
  field,
  isReady,
  onBegin,
  onCode,
}: {
  /** Where it is typed by hand; the focus goes there while a scanner types on. */
  field: RefObject<HTMLInputElement | null>
  isReady: boolean
  onBegin: () => void
  onCode: (code: string) => void
}) {
  const [typed, setTyped] = useState('')
  const heard = useRef({ code: '', at_ms: -Infinity })
  const hear = useEffectEvent((event: KeyboardEvent) => {
    const isGoingOn = event.timeStamp - heard.current.at_ms < PAUSE_MS_MAX
    const before = isGoingOn ? heard.current.code : ''
    heard.current = { code: '', at_ms: -Infinity }
    const isElsewhere = isField(event.target) && !(event.target === field.current && before)
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey
    if (hasModifier || isElsewhere || !isReady) return
    if (event.key === 'Enter' && before.length >= CODE_LENGTH_MIN) {
      event.preventDefault()
      setTyped('')
      onCode(before)
    } else if (/^[0-9a-z]$/i.test(event.key)) {
      event.preventDefault()
      heard.current = { code: before + event.key, at_ms: event.timeStamp }
      setTyped(heard.current.code)
      if (before === '') onBegin()
    }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return { typed, setTyped }
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement
