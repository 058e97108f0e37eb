/** What is said where there is no page to show. */
export const englishProblem = {
  back: 'See all nights',
  titles: {
    403: 'Not for you',
    404: 'Lost in the dark',
    410: 'This is over',
    413: 'Too much',
    429: 'Slow down',
    500: 'That was us',
    503: 'Back in a moment',
  } as Record<number, string>,
  sentences: {
    403: 'This page belongs to somebody else, or the form came from another site.',
    404: 'There is nothing at this address. Check that the link is complete.',
    410: 'What was here is gone.',
    413: 'That was more than this page can take.',
    429: 'That was a lot of tries in a short time. Please wait a minute.',
    500: 'Something went wrong on our side. If you were paying, you will not be charged twice.',
    503: 'We cannot answer right now. Please try again in a minute.',
  } as Record<number, string>,
  otherTitle: 'That did not work',
  otherSentence: 'Please go back and try again.',
}
