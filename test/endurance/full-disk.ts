// The real thing: Hezuo with all its data on a small file system that is filled to the last byte under its hands, and
// then given room again. As root, on Linux: it mounts a tmpfs.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../../src/base/ids.ts'
import { planBoard } from '../../src/plan/board/contract.ts'
import { commentOnLine } from '../../src/plan/comments/contract.ts'
import { planPage } from '../../src/plan/plans/contract.ts'
import { type Client, finished, newFolder, type Running, removeFolder, startHezuo } from '../hezuo.ts'
import { signIn } from './endure.ts'

export type FullDisk = {
  /** answers to writes while there was no room, by status */
  refused: Record<string, number>
  /** reads that were answered meanwhile, of how many */
  read: string
  /** writes acknowledged before and after that are not there */
  lost: number
  /** milliseconds from room again to the first write again, without a restart */
  backAfter: number
  /** faults that the doctor finds afterwards */
  faults: string[]
}

export async function fillDisk(say: (line: string) => void): Promise<FullDisk> {
  const folder = newFolder('full')
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=0711', 'tmpfs', disk])
  const dataFolder = join(disk, 'data')
  let hezuo: Running | undefined
  try {
    mkdirSync(dataFolder)
    chmodSync(dataFolder, 0o711)
    hezuo = await startHezuo({ HEZUO_DATA: dataFolder, HEZUO_BACKUP_EVERY: 'off' })
    return await fill(hezuo, dataFolder, disk, say)
  } finally {
    hezuo?.child.kill('SIGTERM')
    await hezuo?.ended
    execFileSync('umount', ['-l', disk])
    removeFolder(folder)
  }
}

async function fill(
  hezuo: Running,
  dataFolder: string,
  disk: string,
  say: (line: string) => void,
): Promise<FullDisk> {
  const client = await signIn(hezuo.address, 'fugou-officer')
  const { planId, planLineId } = await findLine(client)
  const held: string[] = []
  const write = async () => {
    const id = newId()
    const body = { id, text: { zh: '意见', en: id } }
    const { status } = await client(commentOnLine, { params: { planLineId }, body })
    if (status === 200) held.push(id)
    return status
  }
  for (let n = 0; n < 20; n += 1) await write()
  const refused: Record<string, number> = {}
  let [answered, asked] = [0, 0]
  const attempt = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      const status = await write()
      if (status !== 200) refused[status] = (refused[status] ?? 0) + 1
      asked += 1
      if ((await client(planPage, { params: { planId } })).status === 200) answered += 1
      await wait(50)
    }
  }
  say('filled but for a little …')
  const ballast = join(disk, 'ballast')
  takeRoom(ballast, disk, 30_000_000)
  await wait(1100)
  await attempt(20)
  say('filled to the last byte …')
  takeRoom(join(disk, 'more'), disk, -1_000_000)
  await attempt(20)
  say('room again …')
  rmSync(ballast)
  rmSync(join(disk, 'more'), { force: true })
  const since = Date.now()
  while ((await write()) !== 200 && Date.now() - since < 120_000) await wait(50)
  const backAfter = Date.now() - since
  const { body } = await client(planPage, { params: { planId } })
  const there = new Set(
    (body as { lines: { comments: { id: string }[] }[] }).lines.flatMap((line) =>
      line.comments.map((one) => one.id),
    ),
  )
  const doctor = await finished(['doctor', '--json'], { HEZUO_DATA: dataFolder })
  return {
    refused,
    read: `${answered} of ${asked}`,
    lost: held.filter((id) => !there.has(id)).length,
    backAfter,
    faults: faultsIn(doctor.out || doctor.err),
  }
}

/** Fills the disk up to so many bytes, or as far as it goes: the database takes room at the same moment. */
function takeRoom(file: string, disk: string, butFor: number): void {
  const { bavail, bsize } = statfsSync(disk)
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize - butFor))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

function faultsIn(printed: string): string[] {
  try {
    const findings = JSON.parse(printed) as { state: string; text: string }[]
    return findings.filter((one) => one.state === 'fault').map((one) => one.text)
  } catch {
    return [printed]
  }
}

async function findLine(client: Client): Promise<{ planId: string; planLineId: string }> {
  const { body } = await client(planBoard, { query: {} })
  for (const { planId } of body.counties) {
    if (!planId) continue
    const plan = await client(planPage, { params: { planId } })
    const line = plan.body.lines[0]
    if (plan.body.mayComment && line) return { planId, planLineId: line.id }
  }
  throw new Error('there is no line to comment on')
}
