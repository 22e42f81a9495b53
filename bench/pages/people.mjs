// Those of the demo company who look at pages.

export const employee = 'mira.solberg@halden.example'
export const lead = 'nadia.peric@halden.example'
export const manager = 'viktor.nakamura@halden.example'
export const administrator = 'ines.moreau@halden.example'

/** A colleague of the employee, and what their manager calls them. */
export const peer = 'zofia.dvorak@halden.example'
export const peerName = 'Zofia Dvořák'
