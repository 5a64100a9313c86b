#!/usr/bin/env node
// `npm run build`, and before every `npm pack`: the screens and the server as a released package holds them.
import { join } from 'node:path'
import { become, prepare, root } from './prepare.mjs'

become(prepare(), [join(root, 'src', 'app', 'build', 'build.ts'), ...process.argv.slice(2)])
