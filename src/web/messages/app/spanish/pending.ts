import type { PendingWords } from '../pending.ts'
import { spanishTries } from './tries.ts'

export const spanishPending: PendingWords = {
  heading: 'Pendientes',
  parts: { awaiting: 'Pagado, sin entrada', failed: 'Fallido, sin pagar' },
  choose: 'Qué pagos',
  emptyAwaiting: 'Nadie está esperando',
  emptyAwaitingNote: 'Cada pago recibido tiene sus entradas o ha vuelto a su cliente.',
  failedNote: 'Lo que falló hace más de siete días está entre los pagos fallidos.',
  emptyFailed: 'Ningún pago fallido',
  emptyFailedNote: 'Quien ha intentado pagar en los últimos siete días lo ha conseguido.',
  nobody: 'Cliente sin nombre',
  since: 'desde',
  tags: {
    tickets: 'Entradas pendientes',
    person: 'Atascado',
    refund: 'Se devuelve',
    release: 'Depósito liberado',
    bank: 'Decide el banco',
    open: 'Reservado',
    expired: 'Caducado',
  },
  waits: {
    tickets: 'Pagado. Las entradas se están emitiendo.',
    person: 'Pagado, pero no se han podido emitir las entradas. Se reintenta cada hora.',
    refund: 'Este dinero no compra nada y vuelve al cliente.',
    release: 'Se está liberando el depósito reservado. No se ha cobrado nada.',
    bank: 'El banco aún no ha decidido. Nos enteramos solos; no hay nada que hacer.',
  },
  late: {
    sold_out: 'Llegó cuando todo estaba vendido.',
    no_table: 'Llegó cuando no quedaba ninguna mesa.',
    night_over: 'Llegó cuando la noche había terminado.',
    night_cancelled: 'La noche está cancelada.',
    party_over: 'El grupo al que era había terminado.',
  },
  otherAmount: (received, total) =>
    `Han llegado ${received} en lugar de ${total}: tiene que decidir una persona.`,
  back: {
    none: 'El reembolso aún no se ha pedido.',
    requested: 'El reembolso está en camino.',
    succeeded: 'Una parte ya ha vuelto al cliente.',
    failed: 'El reembolso ha fallado. Repítelo o míralo en Stripe.',
  },
  retries: (made, of) =>
    made === 0 ? `Ahora viene el reintento 1 de ${of}` : `Ha fallado el reintento ${made} de ${of}`,
  allRetries: (of) => `Han fallado los ${of} reintentos`,
  next: (seconds) => `el próximo en ${seconds}`,
  nextNow: 'el próximo está a punto de hacerse',
  inSeconds: (count) => `${count} s`,
  inMinutes: (count) => `${count} min`,
  lastError: 'Último error',
  heldUntil: (time) => `Sigue reservado para el cliente hasta las ${time}.`,
  heldNoMore: 'Ya no está reservado. El cliente puede volver a pedir.',
  tries: spanishTries,
}
