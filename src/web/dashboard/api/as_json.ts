/** What the server has, as it comes out of JSON: moments are ISO texts. */
export type AsJson<T> = T extends Date
  ? string
  : T extends (infer One)[]
    ? AsJson<One>[]
    : T extends object
      ? { [Key in keyof T]: AsJson<T[Key]> }
      : T
