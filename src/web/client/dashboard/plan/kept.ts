import type { PlanDrawing } from '../../../dashboard/api/plans_answers.ts'

/** What was drawn and not saved, as this browser keeps it. */
export interface KeptDraft {
  seen: { id: string; revision: number }
  drawing: PlanDrawing
  /** ISO 8601. */
  at: string
}

const nameOf = (lineId: string) => `coatcheck.plan.${lineId}`

/** Keeps what is drawn, against a reload. A browser that keeps nothing is left alone. */
export function keepDraft(lineId: string, draft: Omit<KeptDraft, 'at'>): void {
  try {
    const kept: KeptDraft = { ...draft, at: new Date().toISOString() }
    localStorage.setItem(nameOf(lineId), JSON.stringify(kept))
  } catch {
    // It is full, or closed to us: then the page alone has it.
  }
}

/** Forgets it: it is saved, or was given up. */
export function forgetDraft(lineId: string): void {
  try {
    localStorage.removeItem(nameOf(lineId))
  } catch {
    // What is not kept need not be forgotten.
  }
}

/** What was kept of a plan, if it can be read. */
export function keptDraft(lineId: string): KeptDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(lineId)) ?? 'null') as KeptDraft | null
    return Array.isArray(kept?.drawing.zones) ? kept : null
  } catch {
    return null
  }
}
