import type { Generated } from 'kysely'

export type AppointmentTables = {
  'registry.appointment': {
    id: string
    person_id: string
    post_id: string
    organisation_id: string
    from_on: string
    to_on: Generated<string>
  }
}
