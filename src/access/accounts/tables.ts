import type { Generated } from 'kysely'
import type { Names } from '../../base/words.ts'
import type { Role } from '../rules.ts'

export type AccountTables = {
  'access.account': {
    id: string
    login: string
    names: Names
    password_hash: string | null
    person_id: string | null
    language: string | null
    cast_order: number | null
    email: Generated<string | null>
    /** who opened it; null: the command line, or it is not known any longer */
    opened_by: Generated<string | null>
    /** first signed in to since `handed_at` */
    used_at: Generated<Date | null>
    /** when somebody else last gave out a way into it */
    handed_at: Generated<Date | null>
    made_at: Date
    ended_at: Date | null
  }
  'access.role_grant': {
    id: string
    account_id: string
    role: Role
    place_id: string
    made_at: Date
    ended_at: Date | null
  }
}
