import type { englishUnpaid } from '../unpaid.ts'

export const spanishUnpaid: typeof englishUnpaid = {
  title: 'Un momento',
  working: 'Tu navegador está trabajando en ello: esta página sigue sola en unos segundos.',
  again: 'Intentar de nuevo',
}
