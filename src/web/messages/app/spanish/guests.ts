import type { GuestsWords } from '../guests.ts'

export const spanishGuests: GuestsWords = {
  heading: 'Los datos de un cliente',
  lead: 'Busca por su correo lo que la casa tiene de alguien, entrégaselo o bórralo.',
  email: 'Correo electrónico',
  find: 'Buscar',
  nobody: 'No se sabe nada de esta dirección.',
  nobodyNote: 'O nunca hubo nada, o ya está borrado.',
  found: (orders, comps) =>
    [
      orders > 0 && (orders === 1 ? '1 pedido' : `${orders} pedidos`),
      comps > 0 && (comps === 1 ? '1 invitación no dada' : `${comps} invitaciones no dadas`),
    ]
      .filter(Boolean)
      .join(', '),
  knows: (holders, notes, mails) =>
    [
      holders > 0 && (holders === 1 ? '1 pase con nombre' : `${holders} pases con nombre`),
      notes > 0 && (notes === 1 ? '1 nota' : `${notes} notas`),
      mails > 0 && (mails === 1 ? '1 correo' : `${mails} correos`),
    ]
      .filter(Boolean)
      .join(', '),
  comp: 'Invitación, no dada',
  stripe: 'En Stripe',
  kept: {
    open: 'se está pagando',
    to_come: 'aún está por llegar',
    money: 'hay dinero en camino',
    dispute: 'hay una disputa abierta',
    alert: 'hay un aviso abierto',
    mail: 'hay un correo en camino',
    comp: 'espera una decisión',
  },
  keptNote: 'No se puede borrar nada hasta que todo haya terminado.',
  json: 'Descargar como JSON',
  html: 'Descargar como página',
  erase: 'Borrar a este cliente',
  eraseAsk: (email) => `¿Borrar ${email}?`,
  eraseNote:
    'Nombre, dirección, teléfono, notas, motivos y cifras de tarjetas desaparecen para siempre, y nadie encuentra ya a este cliente. Lo pagado, las entradas, las horas y los números de Stripe se quedan en los libros.',
  password: 'Tu contraseña',
  holders: 'Un cliente que solo tiene un pase',
  holdersNote:
    'Quien solo aceptó un pase del grupo de otra persona dio un nombre y ninguna dirección: búscalo por él.',
  holder: 'Nombre del pase',
  findHolder: 'Buscar pases',
  noHolder: 'Ningún pase lleva este nombre.',
  passes: (count) => (count === 1 ? '1 pase' : `${count} pases`),
  choosePasses: 'Otros pueden llamarse igual: elige los pases que son suyos.',
  morePasses: 'Mostrar más pases',
  atTable: (name) => `en ${name}`,
  itsOrder: 'Su pedido',
  eraseHolderNote:
    'El nombre desaparece para siempre de los pases elegidos. Quién pagó, y que alguien entró, se queda en los libros.',
  eraseYes: 'Borrar para siempre',
  erased: (orders, comps) =>
    orders + comps === 0 ? 'Ya no quedaba nada que borrar.' : 'El cliente está borrado.',
  atStripe:
    'Stripe tiene también el nombre, la dirección y la tarjeta, y los guarda por ley propia. Pide allí que se eliminen:',
  atStripeLink: 'Eliminación de datos en Stripe',
  backups:
    'Las copias de seguridad de antes tienen los datos hasta que se sustituyen: borra otra vez después de recuperar una.',
  retention: 'Cuánto se guarda a los clientes',
  retentionNote:
    'Los clientes de noches que terminaron hace más tiempo se borran solos, pero nunca con dinero, una disputa, un aviso o un correo pendientes.',
  months: 'Después de una noche, durante',
  forever: 'siempre, hasta que alguien los borre',
  monthsOf: (months) =>
    months % 12 === 0 ? (months === 12 ? '1 año' : `${months / 12} años`) : `${months} meses`,
  save: 'Guardar',
  saved: 'Guardado.',
}
