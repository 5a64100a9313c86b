// The calls of backups: for whoever administers the instance as a whole. A machine may see how they go, no more.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { nullable } from '../../base/schemas.ts'
import { mostHours } from './rules.ts'

const StoredBackup = Type.Object({ name: Type.String(), size: Type.Integer(), madeAt: Type.String() })
const Name = Type.String({ pattern: '^hezuo-\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z\\.tar\\.gz$' })

export const backups = call({
  method: 'GET',
  path: '/api/instance/backups',
  summary: 'When backups are made, what became of the last ones, and those that are kept.',
  reply: Type.Object({
    /** hours from one to the next; 0: none is made by itself */
    everyHours: Type.Integer(),
    keep: Type.Integer(),
    /** the environment of the server says so, and nothing else changes it */
    isFixed: Type.Boolean(),
    folder: Type.String(),
    /** one is being made just now */
    isUnderWay: Type.Boolean(),
    last: nullable(StoredBackup),
    /** the last attempt, where it failed */
    failed: nullable(Type.Object({ at: Type.String(), why: Type.String() })),
    kept: Type.Array(StoredBackup),
  }),
})

export const scheduleBackups = call({
  method: 'PUT',
  path: '/api/instance/backups',
  open: 'in-person',
  once: 'none',
  summary:
    'How often a backup is made by itself, in hours (0: never), and how many are kept, said by whoever has just shown who they are.',
  body: Type.Object({
    everyHours: Type.Integer({ minimum: 0, maximum: mostHours }),
    keep: Type.Integer({ minimum: 1, maximum: 999 }),
  }),
  reply: Type.Object({ everyHours: Type.Integer(), keep: Type.Integer() }),
})

export const makeBackupNow = call({
  method: 'POST',
  path: '/api/instance/backups',
  open: 'in-person',
  once: 'none',
  summary:
    'Begins a backup, for whoever has just shown who they are: the oldest beyond those that are kept goes with it. How it goes is read where backups are listed.',
  reply: Type.Object({ begun: Type.Boolean() }),
})

export const backupFile = call({
  method: 'GET',
  path: '/api/instance/backups/:backupName',
  open: 'in-person',
  summary:
    'A backup that is kept, to whoever has just shown who they are. It holds everything that people wrote and the hashes of passwords.',
  params: Type.Object({ backupName: Name }),
  file: true,
  reply: Type.Any(),
})
