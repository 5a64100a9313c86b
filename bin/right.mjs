#!/usr/bin/env node
// `npm run right -- 0a563d1`: which tests of test/right do not hold on an older version; prepares the machine first.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

become(prepare(), [join(root, 'test', 'right.ts'), ...process.argv.slice(2)])
