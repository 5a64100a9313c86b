import type { EvidenceKind } from '../reports/rules.ts'

export type EvidenceTables = {
  'carry_out.evidence': {
    id: string
    report_id: string
    sha256: string
    kind: EvidenceKind
    size: number
    caption: string
    made_by: string
    made_at: Date
  }
}
