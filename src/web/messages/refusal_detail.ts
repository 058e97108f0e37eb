/** What a refusal's sentence may name; `at` is already written out in the venue's time zone. */
export interface RefusalDetail {
  at?: string | undefined
  left?: number | undefined
  max?: number | undefined
  min?: number | undefined
  /** After how many minutes it may be tried again. */
  minutes?: number | undefined
  /** Money, as it is written. */
  amount?: string | undefined
  /** The door, or the person at it, that somebody was let in by. */
  by?: string | undefined
  /** The contrast of a colour, written out. */
  ratio?: string | undefined
  /** The name of a kind of ticket. */
  name?: string | undefined
  /** The title of a night. */
  night?: string | undefined
}
