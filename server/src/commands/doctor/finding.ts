/** One thing that the doctor has looked at: `warning` is worth knowing, `failure` keeps something from working, and both say what to do. */
export type Finding =
  | { what: string; state: 'ok'; text: string }
  | { what: string; state: 'warning' | 'failure'; text: string; remedy: string }
