/** "las 23:00", "la 1:05": Spanish counts hours in the plural, but for the first one. */
export const hour = (time: string): string => `${/^0?1\D/.test(time) ? 'la' : 'las'} ${time}`
