#!/usr/bin/env node
// `npm run words -- es`: writes the catalogues of a language, or brings them up to date.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

become(prepare(), [join(root, 'test', 'words.ts'), ...process.argv.slice(2)])
