/** What one look has found: ✔ well, ! to be looked at, ✖ it cannot run like that. */
export interface Finding {
  check: string
  verdict: 'well' | 'doubtful' | 'wrong'
  says: string
  /** What to do, where it is not well. */
  todo?: string
}

/** All is well. */
export const well = (check: string, says: string): Finding => ({ check, verdict: 'well', says })

/** A person should look, and may find it well. */
export const doubtful = (check: string, says: string, todo: string): Finding => ({
  check,
  verdict: 'doubtful',
  says,
  todo,
})

/** It cannot run like that. */
export const wrong = (check: string, says: string, todo: string): Finding => ({
  check,
  verdict: 'wrong',
  says,
  todo,
})
