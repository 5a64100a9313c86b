// The thread in which one foreign file is read: whatever it holds, the server goes on answering.
import { parentPort, workerData } from 'node:worker_threads'
import { answerFor } from './file.ts'
import type { Encoding } from './rules.ts'

const { name, bytes, encoding } = workerData as { name: string; bytes: Uint8Array; encoding?: Encoding }
parentPort?.postMessage(await answerFor(name, bytes, encoding))
