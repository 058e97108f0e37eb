/** Something that the books must not say, with whom it is about and what a person does about it. */
export interface Difference {
  /** The rule that is broken. */
  claim: string
  /** The ids by which it can be looked up, by kind. */
  subjects: Record<string, string>
  detail: Record<string, unknown>
  todo: string
}
