/** What every page of the dashboard says, whatever it shows. */
export const englishFrame = {
  unread: (count: number) => (count === 1 ? '1 new' : `${count} new`),
  loading: 'Loading …',
  notLoaded: 'This could not be loaded.',
  behind: (time: string) => `What you see is as of ${time}. It could not be loaded since.`,
  moreNotLoaded: 'The rest of the list could not be loaded.',
  again: 'Try again',
  notLive: (since: string) => `Not live since ${since}. It goes on by itself.`,
  signedOut: 'You are signed out.',
  signIn: 'Sign in',
  more: 'Show more',
  close: 'Close',
  leave: 'Something is not saved yet. Leave it?',
  cancel: 'Cancel',
  done: 'Done.',
  notDone: 'That was not done.',
  unknownPage: 'There is no such page.',
  notices: 'Notices',
  ago: {
    now: 'just now',
    seconds: (count: number) => `${count} s ago`,
    minutes: (count: number) => `${count} min ago`,
    hours: (count: number) => `${count} h ago`,
    days: (count: number) => (count === 1 ? 'a day ago' : `${count} days ago`),
  },
}

export type FrameWords = typeof englishFrame
