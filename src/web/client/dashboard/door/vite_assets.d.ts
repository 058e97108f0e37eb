/** The address of a file that is served beside the scripts, as Vite writes it. */
declare module '*?url' {
  const address: string
  export default address
}
