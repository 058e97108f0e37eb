/** What a new house reads before it sells. */
export const englishFirstSteps = {
  heading: 'First steps',
  lead: 'Say which house this is. All of it can be changed later in the settings, the currency until the first order.',
  timeZoneHint: 'Every time on pages, tickets and mails is of this clock.',
  currencyHint: 'What guests pay in.',
  capacity: 'How many people fit in',
  capacityHint: 'Tickets, tables and comps of a night never exceed it. Empty: no limit.',
  open: 'Open the house',
  opened: 'The house is open.',
  list: 'Before the first ticket',
  doneOf: (done: string, all: string) => `${done} of ${all} done`,
  done: '(done)',
  toDo: '(to do)',
  putAway: 'Put this list away',
  putAwayDone: 'The list is put away. It stays at First steps.',
  steps: {
    venue: { title: 'Say which house this is', why: '' },
    stripe: {
      title: 'See that Stripe is ready',
      why: 'Keys that are valid, and an endpoint that hears of every payment.',
    },
    mail: { title: 'Try a mail', why: 'Send yourself a test, and see that it arrives.' },
    night: {
      title: 'Create the first night',
      why: 'With its kinds of ticket, and what they cost.',
    },
    published: {
      title: 'Publish a night',
      why: 'From then on guests see it, and can buy.',
    },
    members: {
      title: 'Invite those who work with you',
      why: 'Managers, hosts and the door have accounts of their own.',
    },
  },
}

export type FirstStepsWords = typeof englishFirstSteps
