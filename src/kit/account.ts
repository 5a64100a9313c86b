// Whose window this is: what is kept on the device is kept for this account, and every request says that it is meant in
// its name, so that nothing goes out in the name of somebody who signed in elsewhere in this browser meanwhile.

let own: string | null = null

/** The id of the account that this window was opened for; null for nobody. */
export const ownAccount = (): string | null => own

export function setOwnAccount(id: string | null): void {
  own = id
}
