// What in the rooms names people and units, and what accounts wrote: followed where two entries turn out to be one, and
// given to whoever asks what is held about them. A room that names either
// stands in this list; a test looks for columns that nobody declared.
import { naming as access } from '../../access/naming.ts'
import { naming as carryOut } from '../../carry-out/naming.ts'
import { naming as cases } from '../../cases/naming.ts'
import { naming as convene } from '../../convene/naming.ts'
import { naming as examine } from '../../examine/naming.ts'
import { naming as exchange } from '../../exchange/naming.ts'
import { naming as formation } from '../../formation/naming.ts'
import { naming as plan } from '../../plan/naming.ts'
import type { Naming } from '../../platform/naming.ts'
import { naming as registry } from '../../registry/naming.ts'
import { naming as study } from '../../study/naming.ts'

export const naming: Naming[] = [
  access,
  registry,
  convene,
  study,
  cases,
  examine,
  plan,
  carryOut,
  formation,
  exchange,
]
