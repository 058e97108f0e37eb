// Loaded into a process of the product before its program (node --import): its clock is wrong by
// as many seconds as CLOCK_AHEAD_SECONDS says, less than 0 for a clock that is behind.

const RealDate = Date
const ahead_ms = Number(process.env['CLOCK_AHEAD_SECONDS'] ?? 0) * 1000
const now = () => RealDate.now() + ahead_ms

globalThis.Date = new Proxy(RealDate, {
  construct: (real, args, called) =>
    Reflect.construct(real, args.length === 0 ? [now()] : args, called) as object,
  get: (real, key) => (key === 'now' ? now : (Reflect.get(real, key) as unknown)),
})
