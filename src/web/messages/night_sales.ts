/** What a night's page says while not everything of it is on sale. */
export const englishNightSales = {
  paused: 'Sales are paused at the moment. Please look again later.',
  opensAfter: (name: string) => `Opens when “${name}” is sold out`,
  allSoldOut: 'This night is sold out.',
  allEnded: 'The sale for this night has ended.',
  notYet: (at: string) => `Tickets go on sale ${at}.`,
  preview: 'Preview: this is what guests will see. Only members of the house see it now.',
}

export const spanishNightSales: typeof englishNightSales = {
  paused: 'La venta está en pausa en este momento. Vuelve a mirar más tarde.',
  opensAfter: (name) => `Se abre cuando se agote «${name}»`,
  allSoldOut: 'No quedan entradas para este evento.',
  allEnded: 'La venta para este evento ha terminado.',
  notYet: (at) => `Las entradas salen a la venta el ${at}.`,
  preview: 'Vista previa: esto es lo que verán los invitados. Ahora solo lo ve el equipo.',
}
