/** What the form for more guests of a booking says; `price` comes written out. */
export const englishMoreGuests = {
  title: 'More guests?',
  text: (max: number, included: number, price: string) => {
    const room = `There is room for ${max} more`
    const all = `${price}${max === 1 ? '' : ' each'}, all fees included`
    if (included === 0) return `${room}, for ${all}.`
    if (included === max) return `${room}, at no further charge: your table includes them.`
    return `${room}. Your table includes ${included} of them; the others cost ${all}.`
  },
  label: 'How many more',
  submit: 'Pay for more guests',
  add: 'Add guests',
}
