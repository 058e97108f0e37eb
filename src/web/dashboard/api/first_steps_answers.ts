/** What a house does before it sells its first ticket, in the order in which it is done. */
export type FirstStep = 'venue' | 'stripe' | 'mail' | 'night' | 'published' | 'members'

/** How far a new house is. */
export interface FirstStepsAnswer {
  /** What the venue may be chosen of; null once there is one. */
  choices: {
    time_zones: string[]
    currencies: string[]
    countries: string[]
  } | null
  /** None before there is a venue. */
  steps: { name: FirstStep; is_done: boolean }[]
}
