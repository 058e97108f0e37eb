/** What became of a name that was corrected. */
export interface RenameAnswer {
  outcome: 'renamed' | 'named_already'
}

/** What became of a ticket or pass that was to get a new code. */
export interface ReissueAnswer {
  outcome: 'reissued' | 'reissued_already'
}

/** Everything of an order that its guest sees, each with the path at which it is previewed. */
export interface PreviewAnswer {
  order_id: string
  guest_name: string | null
  page: string
  /** Null where the order has none. */
  receipt: string | null
  passes: { path: string; ordinal: number; name: string }[]
  /** What "Send again" would send now; null where nothing is to be told. */
  next: { path: string; kind: string } | null
  mails: { path: string; kind: string; queued_at: string; sent_at: string | null }[]
}

/** The kinds of mails that guests get, and the languages that each is written in. */
export interface SampleMailsAnswer {
  kinds: string[]
  languages: { language: string; name: string }[]
}
