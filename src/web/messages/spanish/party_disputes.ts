import type { englishPartyDisputes } from '../party_disputes.ts'

export const spanishPartyDisputes: typeof englishPartyDisputes = {
  own:
    'Tu banco reclama este pago. Hasta que se resuelva, los pases no dan acceso. ' +
    'Habla con tu banco o con nosotros, por favor.',
  other:
    'Tu banco reclama otro pago de esta mesa. Hasta que se resuelva, los pases que dependen de él ' +
    'no dan acceso. Habla con tu banco o con nosotros, por favor.',
  tickets:
    'Tu banco reclama este pago. Hasta que se resuelva, las entradas no dan acceso. ' +
    'Habla con tu banco o con nosotros, por favor.',
  pass: 'Ahora no da acceso',
  guests: {
    heading: 'Ahora no se puede añadir a nadie',
    text:
      'Tu banco reclama el pago de esta mesa. Hasta que se resuelva no hay nada que pagar por más ' +
      'personas. No se te ha cobrado nada.',
  },
}
