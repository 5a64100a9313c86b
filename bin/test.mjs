#!/usr/bin/env node
// `npm test`: prepares the machine, then hands over to test/run.ts. Paths given run only the tests there.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

become(prepare(), [join(root, 'test', 'run.ts'), ...process.argv.slice(2)])
