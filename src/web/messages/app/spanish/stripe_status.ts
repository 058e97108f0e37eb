import type { StripeStatusWords } from '../stripe_status.ts'

export const spanishStripeStatus: StripeStatusWords = {
  heading: 'Stripe',
  lookedAt: 'Se preguntó a Stripe',
  again: 'Preguntar otra vez',
  away: 'Stripe no responde en este momento. No se pierde nada: lo que espera sigue por sí mismo. Lo que se sabe sin Stripe está abajo.',
  good: 'Bien',
  wrong: 'Te necesita',
  notKnown: 'No se sabe',
  modes: {
    test: 'Modo de prueba: no se mueve dinero real.',
    live: 'Modo real: se cobra a tarjetas de verdad.',
  },
  ending: (last4) => `termina en ${last4}`,
  mode: 'Modo',
  secretKey: 'Clave secreta',
  publishableKey: 'Clave publicable',
  keys: {
    valid: 'Stripe la acepta.',
    limited: 'Stripe la acepta. Es una clave restringida y no puede ver la cuenta.',
    invalid: 'Stripe no la acepta.',
    unknown: 'Stripe no respondió.',
  },
  keyWrong: (setting) =>
    `Copia la clave del panel de Stripe, Desarrolladores, Claves de API, en ${setting}, y arranca de nuevo.`,
  account: 'Cuenta',
  noAccount: 'No se puede ver con esta clave.',
  noCharges:
    'Stripe no acepta pagos para esta cuenta. Termina lo que pide el panel de Stripe en su primera página.',
  noPayouts: 'Entran pagos, pero no se transfiere nada. El panel de Stripe dice qué falta.',
  takesCharges: 'Acepta pagos y los transfiere.',
  endpoint: 'Punto de webhooks',
  endpoints: {
    enabled: 'Activado, y envía todos los eventos que hacen falta.',
    lacking: (count) =>
      count === 1 ? 'No envía una clase de evento.' : `No envía ${count} clases de eventos.`,
    disabled: 'Desactivado.',
    missing: 'No hay ninguno para esta dirección.',
    unseen: 'No se puede ver con esta clave. Lo que llega muestra que funciona.',
    laptop: 'Esta dirección es de tu propio ordenador: `stripe listen` trae los eventos.',
    unknown: 'Stripe no respondió.',
  },
  endpointDisabled:
    'En el panel de Stripe, Desarrolladores, Webhooks: abre este punto y actívalo. Hasta entonces los pagos se encuentran preguntando, en minutos.',
  endpointMissing: (url) =>
    `En el panel de Stripe, Desarrolladores, Webhooks: añade un punto para ${url}, y pon su secreto de firma en STRIPE_WEBHOOK_SECRET.`,
  endpointLacks: (types) => `Añádele estos eventos: ${types}.`,
  version: 'Versión de la API',
  versionSame: (version) => `Fijada: ${version}.`,
  versionOther: (ours, theirs) =>
    `Fijada: ${ours}. Los eventos llegan como ${theirs}: cada uno se lee otra vez en Stripe, lo que solo cuesta tiempo. Haz el punto de nuevo con la versión ${ours}.`,
  lastEvent: 'Último evento',
  noEvent: 'Aún no ha llegado ninguno.',
  noEventNote:
    'Paga un pedido con una tarjeta de prueba, o envía un evento de prueba desde Stripe.',
  clock: 'Reloj',
  clockSame: 'El mismo que el de Stripe, con pocos segundos de diferencia.',
  clockOff: (seconds, isAhead) => `${seconds} s ${isAhead ? 'adelantado' : 'atrasado'}.`,
  clockHelp: (seconds) =>
    `Activa el servicio de hora (NTP) de este ordenador. Desde ${seconds} s puede rechazarse lo que envía Stripe.`,
  clockUnknown: 'Stripe no respondió.',
}
