/** By what the keys of marks that this device keeps begin; the account follows, then the session. */
export const ofMarks = 'attendance.'
