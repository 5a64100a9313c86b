// The server of a measurement in a process of its own, so that what it costs is told apart from who asks. Totals are
// folded meanwhile, as they are while people work; nothing else comes in between.
import { openDatabase } from '../../platform/database.ts'
import { unlimited } from '../../platform/limits.ts'
import { mostInLine } from '../../platform/listening.ts'
import { totals } from '../../totals/room.ts'
import { jobsOf, runJobs } from '../jobs.ts'
import { buildServer } from '../server/server.ts'

const [url, dataFolder] = process.argv.slice(2)
const database = openDatabase(url)
const server = await buildServer({ database, baseUrl: 'http://127.0.0.1', dataFolder, limits: unlimited })
const address = await server.listen({ port: 0, host: '127.0.0.1', backlog: mostInLine })
const stopJobs = runJobs({ database, dataFolder }, jobsOf([totals]))

// Whoever began it asks what it has used so far, in microseconds, and the most memory that it took, in kilobytes.
process.on('message', () =>
  process.send?.({ used: process.cpuUsage(), most: process.resourceUsage().maxRSS }),
)
process.on('disconnect', async () => {
  await server.close()
  await stopJobs()
  await database.close()
})
process.send?.({ address })
