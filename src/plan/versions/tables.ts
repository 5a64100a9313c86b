export type VersionTables = {
  'plan.plan_version': {
    plan_id: string
    number: number
    kind: 'submitted' | 'approved'
    content: string
    sha256: string
    on_day: string
    made_by: string
  }
}
