import type { CalloffWords } from '../calloff.ts'

export const spanishCalloff: CalloffWords = {
  heading: 'Cancelar la noche',
  headingDone: 'Noche cancelada',
  back: 'Esta noche',
  orders: 'Sus pedidos',
  link: 'Cómo va',
  lead: 'Deja de venderse al momento. Todo el mundo recupera su dinero sin más pasos.',
  button: 'Cancelar esta noche…',
  ask: (title) => `¿Cancelar ${title}?`,
  effect: (orders, money) =>
    orders === 1
      ? `Se anula 1 pedido y se devuelven ${money} a su cliente.`
      : `Se anulan ${orders} pedidos y se devuelven ${money} a sus clientes.`,
  nothingSold: 'Todavía no se ha vendido nada, así que no hay nada que devolver.',
  reserved: (money) => `Se liberan ${money} de depósitos que solo están retenidos.`,
  open: (count) =>
    count === 1
      ? 'Hay 1 cliente pagando: lo que pague ahora también se devuelve.'
      : `Hay ${count} clientes pagando: lo que paguen ahora también se devuelve.`,
  inDispute: (money, count) =>
    `${money} de ${count === 1 ? '1 pedido' : `${count} pedidos`} están en disputa: primero decide ` +
    'el banco.',
  final: 'Cada cliente recibe un correo. No se puede deshacer.',
  typeTitle: (title) => `Para confirmar, escribe el título: ${title}`,
  reason: '¿Por qué? Para vuestros libros; ningún cliente lo lee.',
  yes: 'Cancelar la noche y devolver todo',
  no: 'Mantener la noche',
  done: 'La noche está cancelada. El dinero está en camino.',
  notPossible: {
    draft: 'No se ha publicado, así que no hay nada que cancelar.',
    over: 'Ya ha terminado, así que no se puede cancelar. Devuelve los pedidos uno a uno.',
    role: 'Las noches las cancelan propietarios y encargados.',
    elsewhere: 'Se canceló sin devolver sus pedidos. Devuélvelos uno a uno.',
  },
  by: (name, at) => `Cancelada por ${name}, ${at}`,
  because: 'Motivo',
  state: {
    finished: (at) => `Todo hecho, ${at}`,
    busy: 'El dinero está volviendo',
    bank: 'El resto lo deciden los bancos',
    failed: 'Te necesita',
  },
  bar: (done, all) => `${done} de ${all} pedidos hechos`,
  none: 'No había ningún pedido que anular.',
  figures: {
    done: 'Hechos',
    to_go: 'Pendientes',
    waiting: 'En camino',
    disputed: 'En disputa',
    failed: 'Fallidos',
  },
  money: {
    back: 'Dinero devuelto',
    under_way: 'De vuelta, en camino',
    released: 'Depósitos liberados',
    failed: 'Nos ha vuelto',
  },
  failures: 'Estos clientes no han recibido su dinero',
  failureWhy: (reason) => `el banco dijo: ${reason}`,
  failureNext: 'Abre el pedido y devuélvelo otra vez, o paga al cliente de otra forma.',
  someGuest: 'Un cliente sin nombre',
  line: (done, all) => `Cancelada. ${done} de ${all} pedidos están hechos.`,
  lineDone: (money) => `Cancelada. Todos los pedidos están hechos y se devolvieron ${money}.`,
  lineFailed: (count) =>
    count === 1 ? 'Una devolución ha fallado.' : `${count} devoluciones han fallado.`,
}
