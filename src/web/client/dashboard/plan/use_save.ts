import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type {
  NightsMovedAnswer,
  PlanAnswer,
  PlanDrawing,
} from '../../../dashboard/api/plans_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act, ask, Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { newIdHere } from '../desk/new_id.ts'
import { draftOf, drawingOf, keyOfField } from './draft.ts'
import { forgetDraft, keepDraft, keptDraft, type KeptDraft } from './kept.ts'
import type { Editor } from './use_editor.ts'

/** What has been saved of a plan, and how more of it is. */
export interface Save {
  /** Is there anything that the server does not have? */
  isDirty: boolean
  isBusy: boolean
  /** The version that this page has seen last, and how often that was saved. */
  seen: { id: string; revision: number }
  /** Whether somebody has saved since, or an older version is drawn on. */
  isBehind: boolean
  /** What an earlier visit has left unsaved. */
  kept: KeptDraft | null
  save: (nights?: string[]) => Promise<void>
  takeTheirs: () => Promise<void>
  bringBack: () => void
  giveUp: () => void
}

const KEEP_AFTER_MS = 250
const same = (a: PlanDrawing, b: PlanDrawing) => JSON.stringify(a) === JSON.stringify(b)

/** What the server has of what is drawn here. */
interface Base {
  seen: Save['seen']
  drawing: PlanDrawing
}

/** Saves what is drawn: in place, or as a version where that is called for. */
export function useSave(plan: PlanAnswer, editor: Editor, onGoOn: (id: string) => void): Save {
  const { words } = useFrame()
  const say = useSay()
  const queries = useQueryClient()
  const [base, setBase] = useState<Base>(() => {
    return { seen: seenOf(plan), drawing: drawingOf(editor.present) }
  })
  const [isBusy, setBusy] = useState(false)
  const { kept, bringBack, giveUp, isFree } = useKeptBefore(plan, editor, (seen) =>
    setBase((now) => ({ ...now, seen })),
  )
  const put = usePut(base)
  const drawing = drawingOf(editor.present)
  const isDirty = !same(drawing, base.drawing)
  const [newest] = plan.versions
  const isBehind = newest?.id !== base.seen.id || newest.revision > base.seen.revision
  useKept(plan.line_id, isDirty, { seen: base.seen, drawing }, isFree)

  /** What the server has said is shown, and drawn on. */
  const take = (answer: PlanAnswer, has: PlanDrawing) => {
    setBase({ seen: seenOf(answer), drawing: has })
    queries.setQueryData([`/plans/${answer.id}`], answer)
    onGoOn(answer.id)
  }
  const save = async (nights: string[] = []) => {
    if (isBusy) return
    setBusy(true)
    try {
      const saved = await put(drawing, isBehind)
      forgetDraft(plan.line_id)
      take(saved, drawing)
      const isSame = saved.id === base.seen.id
      say.done(isSame ? words.plan.saved : words.plan.savedVersion(saved.version))
      if (nights.length > 0) say.done(words.plan.moved(...(await moveAll(saved.id, nights))))
    } catch (error) {
      const key = error instanceof Refusal && keyOfField(editor.present, error.field ?? '')
      if (key) editor.choose([key])
      say.failed(error)
    } finally {
      setBusy(false)
      void queries.invalidateQueries()
    }
  }
  const takeTheirs = async () => {
    try {
      const theirs = await ask<PlanAnswer>(`/plans/${plan.newest_id}`)
      const draft = draftOf(theirs.drawing)
      editor.edit(() => draft)
      take(theirs, drawingOf(draft))
      say.done(words.plan.takenTheirs)
    } catch (error) {
      say.failed(error)
    }
  }
  const { seen } = base
  return { isDirty, isBusy, seen, isBehind, kept, save, takeTheirs, bringBack, giveUp }
}

const seenOf = ({ id, revision }: PlanAnswer) => ({ id, revision })

/** Sends a drawing. One id for each that is sent: pressed twice, it is saved once. */
function usePut({ seen: { id, revision } }: Base) {
  const pressed = useRef({ text: '', save_id: '' })
  return async (drawing: PlanDrawing, as_new_version: boolean) => {
    const text = JSON.stringify([drawing, id, revision, as_new_version])
    if (pressed.current.text !== text) pressed.current = { text, save_id: newIdHere('sav') }
    const { save_id } = pressed.current
    const body = { ...drawing, save_id, revision, as_new_version }
    return act<PlanAnswer>('PUT', `/plans/${id}`, body)
  }
}

/** How many tables of these nights are on sale as before, and how many are not any more. */
async function moveAll(id: string, nights: string[]): Promise<[number, number]> {
  const path = `/plans/${id}/nights`
  const { moved } = await act<NightsMovedAnswer>('POST', path, { nights })
  const sum = (name: 'kept' | 'dropped') => moved.reduce((all, one) => all + one[name], 0)
  return [sum('kept'), sum('dropped')]
}

/** What an earlier visit has left unsaved, and what is done about it. */
function useKeptBefore(plan: PlanAnswer, editor: Editor, onSeen: (seen: Save['seen']) => void) {
  const { words } = useFrame()
  const say = useSay()
  const [kept, setKept] = useState(() => keptBefore(plan))
  const bringBack = () => {
    if (!kept) return
    editor.edit(() => draftOf(kept.drawing))
    onSeen(kept.seen)
    setKept(null)
    say.done(words.plan.broughtBack)
  }
  const giveUp = () => {
    forgetDraft(plan.line_id)
    setKept(null)
  }
  return { kept, bringBack, giveUp, isFree: kept === null }
}

/** What an earlier visit has kept, unless the server has the same. */
function keptBefore(plan: PlanAnswer): KeptDraft | null {
  const kept = keptDraft(plan.line_id)
  return kept && !same(kept.drawing, drawingOf(draftOf(plan.drawing))) ? kept : null
}

/** Keeps what is not saved, a moment after the last stroke, once nothing older waits there. */
function useKept(
  lineId: string,
  isDirty: boolean,
  draft: Omit<KeptDraft, 'at'>,
  isFree: boolean,
): void {
  const text = JSON.stringify(draft)
  useEffect(() => {
    if (!isFree && !isDirty) return
    const timer = setTimeout(() => {
      if (isDirty) keepDraft(lineId, JSON.parse(text) as Omit<KeptDraft, 'at'>)
      else forgetDraft(lineId)
    }, KEEP_AFTER_MS)
    return () => clearTimeout(timer)
  }, [lineId, isDirty, text, isFree])
}
