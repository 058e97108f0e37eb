import type { FirstStepsWords } from '../first_steps.ts'

export const spanishFirstSteps: FirstStepsWords = {
  heading: 'Primeros pasos',
  lead: 'Di qué sala es esta. Todo se puede cambiar después en los ajustes; la moneda, hasta el primer pedido.',
  timeZoneHint: 'Todas las horas de páginas, entradas y correos son de este reloj.',
  currencyHint: 'En la que pagan los clientes.',
  capacity: 'Cuántas personas caben',
  capacityHint: 'Entradas, mesas e invitaciones de un evento nunca lo superan. Vacío: sin límite.',
  open: 'Abrir la sala',
  opened: 'La sala está abierta.',
  list: 'Antes de la primera entrada',
  doneOf: (done, all) => `${done} de ${all}`,
  done: '(hecho)',
  toDo: '(por hacer)',
  putAway: 'Guardar esta lista',
  putAwayDone: 'La lista está guardada. Sigue en Primeros pasos.',
  steps: {
    venue: { title: 'Decir qué sala es', why: '' },
    stripe: {
      title: 'Comprobar que Stripe está listo',
      why: 'Claves válidas y un destino que se entera de cada pago.',
    },
    mail: { title: 'Probar un correo', why: 'Envíate una prueba y mira que llegue.' },
    night: { title: 'Crear el primer evento', why: 'Con sus tipos de entrada y sus precios.' },
    published: {
      title: 'Publicar un evento',
      why: 'Desde entonces los clientes lo ven y pueden comprar.',
    },
    members: {
      title: 'Invitar a quienes trabajan contigo',
      why: 'Encargados, anfitriones y puerta tienen sus propias cuentas.',
    },
  },
}
