export type GateTables = {
  'registry.gate': {
    id: string
    from_form: string
    to_form: string
    skippable: boolean
    questions: string
    position: number
    retired_on: string | null
  }
}
