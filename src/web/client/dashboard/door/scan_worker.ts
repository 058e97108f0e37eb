import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url'

// Reads QR codes off the camera's pictures, beside the page, so that it never stutters. Served by
// us and allowed to compile WebAssembly, which no page of ours is.
prepareZXingModule({ overrides: { locateFile: () => wasmAddress } })

const options = { formats: ['QRCode' as const], maxNumberOfSymbols: 1, tryHarder: true }

const worker = globalThis as unknown as {
  addEventListener: (name: 'message', hear: (event: MessageEvent<ImageData>) => void) => void
  postMessage: (answer: ReadAnswer, moved: []) => void
}

/** What a picture says; null where it shows no code. */
export interface ReadAnswer {
  text: string | null
  failed?: string
}

worker.addEventListener('message', ({ data }) => {
  void readBarcodes(data, options).then(
    ([found]) => worker.postMessage({ text: found?.isValid ? found.text : null }, []),
    (error: unknown) => worker.postMessage({ text: null, failed: String(error) }, []),
  )
})
