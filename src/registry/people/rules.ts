// What makes an entry of a person right. Pure.
import type { Finding } from '../../base/problems.ts'
import type { Names } from '../../base/words.ts'
import { namesFindings } from '../rules.ts'

export const personFindings = (entry: { names: Names }): Finding[] => namesFindings(entry.names)
