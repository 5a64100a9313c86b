#!/usr/bin/env node
import { join } from 'node:path'
// `npm run build`: all that a start would prepare, for places where Hezuo may later write nothing but its data.
import { pathToFileURL } from 'node:url'
import { become, prepare, root } from './prepare.mjs'

const builder = pathToFileURL(join(root, 'src', 'app', 'server', 'web-build.ts'))
const script = `const { buildWeb } = await import('${builder}'); await buildWeb(console.log)`
become(prepare(), ['--input-type=module', '-e', script])
