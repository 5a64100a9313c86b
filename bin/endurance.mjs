#!/usr/bin/env node
// `npm run endurance -- --kills 200`: prepares the machine, then hands over to test/endurance/run.ts.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

become(prepare(), [join(root, 'test', 'endurance', 'run.ts'), ...process.argv.slice(2)])
