// The thread in which one foreign file is read: whatever it holds, the server goes on answering. The rows are handed
// over some at a time, each when it is asked for: taking in all of them at once would hold up whoever takes them.
import { once } from 'node:events'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { portionsOf } from '../../platform/slices.ts'
import { answerFor } from './file.ts'
import type { Encoding } from './rules.ts'

const { name, bytes, encoding } = workerData as { name: string; bytes: Uint8Array; encoding?: Encoding }
const port = parentPort as MessagePort
const answer = await answerFor(name, bytes, encoding)
if ('read' in answer) {
  const { sheets, ...about } = answer.read
  port.postMessage({ read: { ...about, sheets: sheets.map((sheet) => ({ ...sheet, rows: [] })) } })
  for (const [sheet, { rows }] of sheets.entries())
    for (const some of portionsOf(rows)) {
      await once(port, 'message')
      port.postMessage({ sheet, rows: some })
    }
} else port.postMessage(answer)
