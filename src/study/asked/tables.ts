export type AskedTables = {
  'study.asked': { id: string; of_id: string; class_id: string; answered: number; keys: string[] }
  /** `people` is a jsonb array: written with JSON.stringify */
  'study.asked_people': { asked_id: string; people: string[] }
}
