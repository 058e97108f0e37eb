import type { englishMoreGuests } from '../more_guests.ts'

export const spanishMoreGuests: typeof englishMoreGuests = {
  title: '¿Venís más?',
  text: (max, included, price) => {
    const room = max === 1 ? 'Hay sitio para 1 persona más' : `Hay sitio para ${max} personas más`
    const all = `${price}${max === 1 ? '' : ' por persona'}, con todos los gastos incluidos`
    if (included === 0) return `${room}, por ${all}.`
    if (included === max) return `${room} sin coste adicional: van incluidas con tu mesa.`
    return included === 1
      ? `${room}. Tu mesa ya incluye a 1 de ellas; las demás cuestan ${all}.`
      : `${room}. Tu mesa ya incluye a ${included} de ellas; las demás cuestan ${all}.`
  },
  label: 'Cuántas personas más',
  submit: 'Pagar por más personas',
  add: 'Añadir personas',
}
