// Has a foreign file read in a thread of its own, with a limit of memory and of time.
import { Worker } from 'node:worker_threads'
import { Problem } from '../../base/problems.ts'
import type { Answer } from './file.ts'
import { tooMuch } from './refusing.ts'
import type { Encoding, FileRead } from './rules.ts'

const longest = 30_000
const memory = { maxOldGenerationSizeMb: 768 }

type Portion = { sheet: number; rows: string[][] }

/** The sheets of the file, or a refusal that says what it is instead. */
export async function readInThread(name: string, bytes: Uint8Array, encoding?: Encoding): Promise<FileRead> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { name, bytes, encoding },
    resourceLimits: memory,
  })
  let late: NodeJS.Timeout | undefined
  const answer = await new Promise<Answer>((done, failed) => {
    late = setTimeout(() => failed(tooMuch()), longest)
    let answer: Answer = { broke: 'it ended without an answer' }
    worker.on('message', (message: Answer | Portion) => {
      if (!('rows' in message)) answer = message
      else if ('read' in answer) answer.read.sheets[message.sheet].rows.push(...message.rows)
      worker.postMessage('more')
    })
    worker.once('error', (error: Error & { code?: string }) =>
      failed(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error),
    )
    worker.once('exit', () => done(answer))
  }).finally(() => {
    clearTimeout(late)
    void worker.terminate()
  })
  if ('read' in answer) return answer.read
  if ('refused' in answer) throw new Problem('invalid', answer.refused)
  throw new Error(answer.broke)
}
