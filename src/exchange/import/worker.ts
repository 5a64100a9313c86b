// The thread in which one foreign file is read: whatever it holds, the server goes on answering.
import { parentPort, workerData } from 'node:worker_threads'
import { answerFor } from './file.ts'

const { name, bytes } = workerData as { name: string; bytes: Uint8Array }
parentPort?.postMessage(await answerFor(name, bytes))
