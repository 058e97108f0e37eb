/** The page for whoever shares an internet address with many who have not paid yet. */
export const englishUnpaid = {
  title: 'One moment',
  working: 'Your browser is doing some work for it: this page goes on by itself within seconds.',
  again: 'Try again',
}
