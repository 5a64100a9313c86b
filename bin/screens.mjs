#!/usr/bin/env node
// `npm run screens`: pictures of every main screen in every language, wide and phone-sized, into screens/.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

become(prepare(), [join(root, 'test', 'screens.ts'), ...process.argv.slice(2)])
