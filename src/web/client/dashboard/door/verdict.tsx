import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useFrame } from '../app/frame.tsx'
import { Refusal } from '../app/requests.ts'
import { Sign, type Look } from './sign.tsx'
import type { Tone } from './signals.ts'
import type { DoorRequest, Shown } from './door_line.ts'
import type { Door } from './use_door.ts'
import { canBeMeant, verdictWords, type VerdictWords } from './verdict_words.ts'

/** The verdict, over the whole screen, until the next scan, key or press. */
export function Verdict({
  door,
  backTo,
}: {
  door: Door
  /** Where the focus goes when it is gone. */
  backTo: RefObject<HTMLElement | null>
}) {
  const { shown, line } = door
  // What is leaving is drawn until it has left.
  const [last, setLast] = useState(shown)
  if (shown && shown !== last) setLast(shown)
  const drawn = shown ?? last
  return (
    <Dialog.Root open={shown !== null} onOpenChange={(isOpen) => isOpen || line.dismiss()}>
      <Dialog.Portal>
        <Dialog.Popup
          className="verdict"
          data-tone={drawn ? toneOf(drawn) : 'wait'}
          finalFocus={backTo}
        >
          {drawn && <Said key={drawn.request.id} drawn={drawn} door={door} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function toneOf(shown: Shown): Look {
  if (shown.is === 'answered') return toneOfVerdict(shown)
  if (shown.is === 'undone') return 'undone'
  return shown.is === 'refused' ? 'no' : 'wait'
}

function toneOfVerdict({ verdict }: Extract<Shown, { is: 'answered' }>): Tone {
  if (verdict.verdict === 'no') return canBeMeant(verdict) ? 'ask' : 'no'
  const { party } = verdict
  return party && (party.balance.is_due || !party.table) ? 'ask' : 'yes'
}

function Said({ drawn, door }: { drawn: Shown; door: Door }) {
  const { words, formats } = useFrame()
  const { title, lines } = told(drawn, words.door, formats)
  const isIn = drawn.is === 'answered' && drawn.verdict.verdict === 'in'
  return (
    <>
      <Sign look={isIn ? 'yes' : toneOf(drawn)} />
      <div className="verdict-words" role="alert">
        <Dialog.Title className="verdict-title">{title}</Dialog.Title>
        <Dialog.Description render={<div className="verdict-lines" />}>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Dialog.Description>
      </div>
      <Buttons drawn={drawn} door={door} />
    </>
  )
}

type Words = ReturnType<typeof useFrame>

function told(
  shown: Shown,
  words: Words['words']['door'],
  formats: Words['formats'],
): Omit<VerdictWords, 'tone'> {
  if (shown.is === 'answered') return verdictWords(shown.verdict, words, formats)
  if (shown.is === 'refused') return { title: words.refusedTitle, lines: [shown.why] }
  if (shown.is === 'undone') return { title: words.verdict.undone, lines: [] }
  const whom = codeOf(shown.request)
  const named = whom ? [words.away.code(whom)] : []
  if (shown.is === 'asking')
    return { title: words.asking.title, lines: [words.asking.more, ...named] }
  const { title, more, tried } = words.away
  return { title, lines: [more, ...named, tried(shown.tries)] }
}

/** The end of a code: enough to know which ticket it was. */
const codeOf = ({ heads }: DoorRequest) => ('code' in heads ? heads.code.slice(-4) : null)

function Buttons({ drawn, door }: { drawn: Shown; door: Door }) {
  const { words } = useFrame()
  const { verdict: said, away } = words.door
  const { request } = drawn
  const isWaiting = drawn.is === 'asking' || drawn.is === 'away'
  const verdict = drawn.is === 'answered' ? drawn.verdict : null
  return (
    <div className="verdict-buttons">
      {drawn.is !== 'asking' && (
        <NextButton key={`${drawn.is} ${request.id}`} label={isWaiting ? away.forget : said.next} />
      )}
      {drawn.is === 'answered' && verdict?.verdict === 'in' && (
        <UndoButton door={door} shown={drawn} />
      )}
      {verdict?.verdict === 'no' && canBeMeant(verdict) && (
        <button
          className="button verdict-other"
          onClick={() => door.line.ask(request.night, request.heads, true)}
        >
          {said.meant}
        </button>
      )}
    </div>
  )
}

/** One verdict takes the place of another while it is open: whoever presses Enter goes on. */
function NextButton({ label }: { label: string }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Dialog.Close ref={button} className="button verdict-next">
      {label}
    </Dialog.Close>
  )
}

/** Takes back what was just let in, while the server's minute lasts. */
function UndoButton({ door, shown }: { door: Door; shown: Extract<Shown, { is: 'answered' }> }) {
  const { words } = useFrame()
  const { verdict, answered_ms } = shown
  const left_ms = verdict.verdict === 'in' ? verdict.undo_left_ms : 0
  const [now_ms, setNow] = useState(() => performance.now())
  const [problem, setProblem] = useState('')
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((left_ms - (now_ms - answered_ms)) / 1000)
  const undo = async () => {
    try {
      await door.line.undo(shown.request.id)
    } catch (error) {
      setProblem((error instanceof Refusal && error.message) || words.frame.notDone)
    }
  }
  return (
    <>
      {seconds > 0 && (
        <button className="button verdict-other" onClick={() => void undo()}>
          {words.door.verdict.undo(Math.min(60, seconds))}
        </button>
      )}
      {problem && <p role="alert">{problem}</p>}
    </>
  )
}
